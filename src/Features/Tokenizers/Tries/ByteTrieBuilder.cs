namespace TransferPredict.Features.Tokenizers.Tries;

/// <summary>
/// Builds a <see cref="ByteTrie"/>. Free cells form a list; a node's children take the first of a few tried places that has
/// room for all of them, else new cells at the end, so that time and memory grow with the number of bytes only.
/// </summary>
sealed class ByteTrieBuilder
{
    /// <summary>
    /// Bytes of the longest piece that readers let in: a hundred times the longest of real models. At every place of a text the trie is
    /// followed up to that deep.
    /// </summary>
    internal const int LongestPiece = 4096;

    const int Labels = 256;
    const int PlacesTried = 24;
    const int Taken = -2;

    readonly List<(byte[] Bytes, int Id)> _pieces = [];
    TrieCell[] _cells = [];
    int[] _nextFree = [];
    int[] _previousFree = [];
    int _end;
    int _firstFree = ByteTrie.None, _lastFree = ByteTrie.None;

    /// <summary>Adds a piece; of two with the same bytes the later one counts, and an empty one is never met.</summary>
    internal void Add(byte[] bytes, int id) => _pieces.Add((bytes, id));

    internal ByteTrie Build()
    {
        (byte[] Bytes, int Id, int Order)[] sorted = [.. _pieces.Select((p, i) => (p.Bytes, p.Id, i))];
        Array.Sort(sorted, (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes) is var order and not 0 ? order : a.Order - b.Order);

        Grow(2 * Labels);
        // Text has few bytes that could use a cell before these; left free, they would be all that is ever tried.
        for (int cell = ByteTrie.Root; cell < Labels; cell++)
            Take(cell, ByteTrie.None);
        var open = new Stack<(int Node, int Low, int High, int Depth)>();
        open.Push((ByteTrie.Root, 0, sorted.Length, 0));
        var labels = new List<byte>();
        var starts = new List<int>();
        while (open.TryPop(out var range))
        {
            int low = range.Low;
            for (; low < range.High && sorted[low].Bytes.Length == range.Depth; low++)
                _cells[range.Node].Value = range.Depth == 0 ? ByteTrie.None : sorted[low].Id;
            if (low == range.High)
                continue;

            labels.Clear();
            starts.Clear();
            for (int i = low; i < range.High; i++)
                if (sorted[i].Bytes[range.Depth] is var label && (labels.Count == 0 || labels[^1] != label))
                {
                    labels.Add(label);
                    starts.Add(i);
                }
            int place = Place(labels);
            _cells[range.Node].Base = place;
            for (int i = 0; i < labels.Count; i++)
            {
                Take(place + labels[i], range.Node);
                open.Push((place + labels[i], starts[i], i + 1 < starts.Count ? starts[i + 1] : range.High, range.Depth + 1));
            }
        }
        // Every base plus every byte is a cell, so that following a byte needs no check of its own.
        Grow(_cells.Max(c => c.Base) + Labels);
        return new ByteTrie(_cells);
    }

    int Place(List<byte> labels)
    {
        int tried = 0;
        for (int cell = _firstFree; cell != ByteTrie.None && tried < PlacesTried; cell = _nextFree[cell], tried++)
            if (cell - labels[0] is var place and >= 0 && labels.TrueForAll(l => place + l >= _cells.Length || IsFree(place + l)))
            {
                Grow(place + Labels);
                return place;
            }
        int end = _end;
        Grow(end + Labels);
        return end;
    }

    bool IsFree(int cell) => _nextFree[cell] != Taken;

    void Take(int cell, int parent)
    {
        (int next, int previous) = (_nextFree[cell], _previousFree[cell]);
        if (previous == ByteTrie.None)
            _firstFree = next;
        else
            _nextFree[previous] = next;
        if (next == ByteTrie.None)
            _lastFree = previous;
        else
            _previousFree[next] = previous;
        _nextFree[cell] = Taken;
        _end = Math.Max(_end, cell + 1);
        _cells[cell].Parent = parent;
    }

    void Grow(int length)
    {
        int old = _cells.Length;
        if (length <= old)
            return;

        length = Math.Max(length, old + (old / 2));
        Array.Resize(ref _cells, length);
        Array.Resize(ref _nextFree, length);
        Array.Resize(ref _previousFree, length);
        for (int cell = old; cell < length; cell++)
        {
            _cells[cell] = new TrieCell { Parent = ByteTrie.None, Value = ByteTrie.None };
            (_nextFree[cell], _previousFree[cell]) = (ByteTrie.None, _lastFree);
            if (_lastFree == ByteTrie.None)
                _firstFree = cell;
            else
                _nextFree[_lastFree] = cell;
            _lastFree = cell;
        }
    }
}
