using System.Runtime.InteropServices;
using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers;

/// <summary>
/// Finds matrices that are stored twice: a head that is a copy, or the transpose, of the embedding it is tied to, and what
/// an encoder's and a decoder's file have in common. Only values that lie in files as they are are compared.
/// </summary>
static class SharedMatrices
{
    const int Corner = 8;
    const int BlockElements = 1 << 19;
    const int BlockBytes = 1 << 22;

    // Models have some hundreds of matrices, and corners that agree belong to copies; a hostile file may have it otherwise.
    const int MaxCompared = 10_000;
    const int MaxAlike = 4;

    /// <summary>Every matrix once; those that were stored again are named in the note of the first.</summary>
    internal static List<FoundMatrix> Merge(IEnumerable<FoundMatrix> matrices)
    {
        FoundMatrix[] all = [.. matrices];
        Tall?[] talls = [.. all.Select((found, i) => i < MaxCompared ? Tall.Of(found.Matrix.Values) : null)];
        Dictionary<(TensorElementType, int, int), int> sizes = talls.OfType<Tall>().CountBy(tall => tall.Size).ToDictionary();
        List<FoundMatrix> kept = [];
        Dictionary<string, List<(int Kept, Tall Tall)>> alike = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (talls[i] is not { } tall || sizes[tall.Size] == 1 || tall.Sample() is not { } sample)
            {
                kept.Add(all[i]);
                continue;
            }
            if (!alike.TryGetValue(sample, out List<(int Kept, Tall Tall)>? candidates))
                alike.Add(sample, candidates = []);
            int same = candidates.FindIndex(candidate => candidate.Tall.HasSameContent(tall));
            if (same >= 0)
            {
                kept[candidates[same].Kept] = Merged(kept[candidates[same].Kept], all[i]);
                continue;
            }
            if (candidates.Count < MaxAlike)
                candidates.Add((kept.Count, tall));
            kept.Add(all[i]);
        }
        return kept;
    }

    static FoundMatrix Merged(FoundMatrix first, FoundMatrix second)
    {
        // The embedding says more of a tied pair than the head.
        if (first.Matrix.Role != LayerRole.TokenEmbedding && second.Matrix.Role == LayerRole.TokenEmbedding)
            (first, second) = (second, first);
        (LayerMatrix kept, LayerMatrix other) = (first.Matrix, second.Matrix);
        bool isTied = kept.Role == LayerRole.TokenEmbedding && other.Role == LayerRole.LanguageModelHead;
        string where = other.File == kept.File ? "" : $" in {other.File}";
        string note = isTied ? $"tied: also {LayerRoles.NameOf(LayerRole.LanguageModelHead)}{where}" : $"shared: also {other.Name}{where}";
        string further = other.Note.Length > 0 && other.File != kept.File ? $"{other.Note}{where}" : other.Note;
        if (kept.Note.Contains(note, StringComparison.Ordinal))
            note = "";
        if (kept.Note.Contains(further, StringComparison.Ordinal))
            further = "";
        return first with
        {
            Matrix = kept with
            {
                LayerIndex = kept.LayerIndex == other.LayerIndex ? kept.LayerIndex : null,
                Note = FoundMatrix.Joined(kept.Note, FoundMatrix.Joined(note, further)),
            },
        };
    }

    /// <summary>A stored matrix turned so that it has at least as many rows as columns.</summary>
    sealed class Tall(StoredValues stored)
    {
        StoredValues Stored => stored;

        IMatrixValues Values { get; } = stored.Rows >= stored.Columns ? stored : new TransposedValues(stored);

        internal (TensorElementType, int, int) Size => (Stored.ElementType, Values.Rows, Values.Columns);

        internal static Tall? Of(IMatrixValues values) =>
            (values as StoredValues ?? (values as TransposedValues)?.Inner as StoredValues) is { } stored ? new Tall(stored) : null;

        /// <summary>Size and the values in two corners; null when they are all the same, as before any training.</summary>
        internal string? Sample()
        {
            int rows = Math.Min(Corner, Values.Rows), columns = Math.Min(Corner, Values.Columns);
            double[] sample = new double[2 * rows * columns];
            Values.Read(0, rows, 0, columns, sample.AsSpan(0, rows * columns));
            Values.Read(Values.Rows - rows, rows, Values.Columns - columns, columns, sample.AsSpan(rows * columns));
            return sample.All(value => value == sample[0]) ? null
                : $"{Size} {Convert.ToBase64String(MemoryMarshal.AsBytes(sample.AsSpan()))}";
        }

        internal bool HasSameContent(Tall other) =>
            Size == other.Size && (Stored.Rows == other.Stored.Rows ? HasSameBytes(other.Stored) : HasSameValues(other.Values));

        bool HasSameBytes(StoredValues other)
        {
            for (long done = 0; done < Stored.ByteCount; done += BlockBytes)
            {
                long length = Math.Min(BlockBytes, Stored.ByteCount - done);
                if (!Stored.ReadBytes(done, length).AsSpan().SequenceEqual(other.ReadBytes(done, length)))
                    return false;
            }
            return true;
        }

        bool HasSameValues(IMatrixValues other)
        {
            int step = Math.Max(1, BlockElements / Values.Columns);
            double[] mine = new double[Math.Min(step, Values.Rows) * Values.Columns], its = new double[mine.Length];
            for (int row = 0; row < Values.Rows; row += step)
            {
                int rows = Math.Min(step, Values.Rows - row), count = rows * Values.Columns;
                Values.Read(row, rows, 0, Values.Columns, mine.AsSpan(0, count));
                other.Read(row, rows, 0, Values.Columns, its.AsSpan(0, count));
                if (!MemoryMarshal.AsBytes(mine.AsSpan(0, count)).SequenceEqual(MemoryMarshal.AsBytes(its.AsSpan(0, count))))
                    return false;
            }
            return true;
        }
    }
}
