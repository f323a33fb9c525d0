namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>A binary heap of merges: lowest rank first, of equal ranks the leftmost.</summary>
sealed class MergeQueue
{
    Merge[] _heap = new Merge[64];
    int _count;

    internal void Clear() => _count = 0;

    internal void Add(int rank, int left, int size, int piece)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, 2 * _count);
        var merge = new Merge(((ulong)rank << 32) | (uint)left, size, piece);
        int at = _count++;
        for (int parent; at > 0 && _heap[parent = (at - 1) / 2].Order > merge.Order; at = parent)
            _heap[at] = _heap[parent];
        _heap[at] = merge;
    }

    internal bool TryTake(out int left, out int size, out int piece)
    {
        if (_count == 0)
        {
            (left, size, piece) = (0, 0, 0);
            return false;
        }

        Merge top = _heap[0];
        Merge last = _heap[--_count];
        int at = 0;
        for (int child; (child = (2 * at) + 1) < _count; at = child)
        {
            if (child + 1 < _count && _heap[child + 1].Order < _heap[child].Order)
                child++;
            if (_heap[child].Order >= last.Order)
                break;
            _heap[at] = _heap[child];
        }
        _heap[at] = last;
        (left, size, piece) = ((int)(uint)top.Order, top.Size, top.Piece);
        return true;
    }

    readonly record struct Merge(ulong Order, int Size, int Piece);
}
