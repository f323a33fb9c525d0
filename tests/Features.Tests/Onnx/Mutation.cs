using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>Seeded damage to a file.</summary>
static class Mutation
{
    /// <summary>A copy with one to four damages: flipped bits, other bytes, bytes put in, taken out, repeated or moved.</summary>
    internal static byte[] Of(byte[] whole, ref SeededRandom random)
    {
        List<byte> bytes = [.. whole];
        for (int times = 1 + random.Next(4) * random.Next(2); times > 0; times--)
            Damage(bytes, ref random);
        return [.. bytes];
    }

    static void Damage(List<byte> bytes, ref SeededRandom random)
    {
        int at = random.Next(bytes.Count), length = Math.Min(1 + random.Next(1 + random.Next(64)), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes[at] = ((byte[])[0, 1, 2, 0x7F, 0x80, 0xFF])[random.Next(6)];
                break;
            case 4:
                for (int i = 0; i < length; i++)
                    bytes.Insert(at, (byte)random.Next(256));
                break;
            case 5 when length < bytes.Count:
                bytes.RemoveRange(at, length);
                break;
            case 6:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            default:
                byte[] moved = [.. bytes.GetRange(at, length)];
                int to = random.Next(bytes.Count - length + 1);
                for (int i = 0; i < length; i++)
                    bytes[to + i] = moved[i];
                break;
        }
    }
}
