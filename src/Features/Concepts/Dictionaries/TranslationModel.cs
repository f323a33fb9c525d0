using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>One direction of <see cref="WordAligner"/>: each target word comes from one source word of its sentence, or from none.</summary>
sealed class TranslationModel
{
    readonly int[][] _sources;
    readonly int[][] _targets;
    readonly WordAlignerOptions _options;

    // A cell for each pair of words that meet in a sentence. _cells: cell of target j and source i (0: the empty word) of a sentence at j x (sources + 1) + i.
    readonly int[][] _cells;
    readonly List<int> _sourceOfCell = [];
    readonly int[] _cellsOfSource;
    readonly double[] _probability;

    internal TranslationModel(WordIds sources, WordIds targets, WordAlignerOptions options)
    {
        _sources = sources.Sentences;
        _targets = targets.Sentences;
        _options = options;
        _cellsOfSource = new int[sources.Count];
        Dictionary<(int, int), int> ids = [];
        _cells = [.. _sources.Zip(_targets, (source, target) => CellsOf(source, target, ids))];
        _probability = new double[ids.Count];
        Array.Fill(_probability, 1.0 / targets.Count);
    }

    /// <summary>Trains and returns for each sentence and target word the source word that it most likely comes from, -1 for none.</summary>
    /// <param name="iterated">Called after every iteration.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal int[][] Train(Action iterated, CancellationToken cancellation)
    {
        double[] counts = new double[_probability.Length], totals = new double[_cellsOfSource.Length];
        for (int iteration = 0; iteration < _options.Iterations; iteration++)
        {
            Array.Clear(counts);
            for (int s = 0; s < _cells.Length; s++)
            {
                cancellation.ThrowIfCancellationRequested();
                CountSentence(s, counts);
            }
            Array.Clear(totals);
            for (int cell = 0; cell < counts.Length; cell++)
                totals[_sourceOfCell[cell]] += counts[cell];
            for (int cell = 0; cell < counts.Length; cell++)
            {
                int source = _sourceOfCell[cell];
                _probability[cell] = PortableMath.Exp(
                    Digamma(counts[cell] + _options.Sparsity) - Digamma(totals[source] + _options.Sparsity * _cellsOfSource[source]));
            }
            iterated();
        }
        return [.. Enumerable.Range(0, _cells.Length).Select(Best)];
    }

    /// <summary>ψ, the logarithmic derivative of Γ, of a positive number: by its recurrence to 6 or more, then the asymptotic series.</summary>
    internal static double Digamma(double x)
    {
        double shift = 0;
        for (; x < 6; x++)
            shift -= 1 / x;
        double f = 1 / (x * x);
        return shift + PortableMath.Log(x) - 0.5 / x - f * (1.0 / 12 - f * (1.0 / 120 - f * (1.0 / 252 - f * (1.0 / 240 - f / 132))));
    }

    int[] CellsOf(int[] source, int[] target, Dictionary<(int, int), int> ids)
    {
        int[] cells = new int[target.Length * (source.Length + 1)];
        for (int at = 0; at < cells.Length; at++)
        {
            int i = at % (source.Length + 1), word = i == 0 ? 0 : source[i - 1];
            if (!ids.TryGetValue((word, target[at / (source.Length + 1)]), out cells[at]))
            {
                ids.Add((word, target[at / (source.Length + 1)]), cells[at] = ids.Count);
                _sourceOfCell.Add(word);
                _cellsOfSource[word]++;
            }
        }
        return cells;
    }

    void CountSentence(int sentence, double[] counts)
    {
        double[] weights = new double[_sources[sentence].Length + 1];
        for (int j = 0; j < _targets[sentence].Length; j++)
        {
            ReadOnlySpan<int> cells = Weigh(sentence, j, weights);
            double sum = 0;
            foreach (double weight in weights)
                sum += weight;
            for (int i = 0; i < weights.Length; i++)
                counts[cells[i]] += weights[i] / sum;
        }
    }

    int[] Best(int sentence)
    {
        double[] weights = new double[_sources[sentence].Length + 1];
        int[] best = new int[_targets[sentence].Length];
        for (int j = 0; j < best.Length; j++)
        {
            Weigh(sentence, j, weights);
            best[j] = Array.IndexOf(weights, weights.Max()) - 1;
        }
        return best;
    }

    /// <summary>p(i | j) t(target j | source i) for every source word of the sentence; 0 is the empty word.</summary>
    ReadOnlySpan<int> Weigh(int sentence, int j, double[] weights)
    {
        int sources = weights.Length - 1;
        double place = (j + 1.0) / _targets[sentence].Length, sum = 0;
        for (int i = 1; i <= sources; i++)
            sum += weights[i] = PortableMath.Exp(-_options.Tension * Math.Abs(place - (double)i / sources));
        weights[0] = _options.Unaligned;
        ReadOnlySpan<int> cells = _cells[sentence].AsSpan(j * weights.Length, weights.Length);
        for (int i = 0; i <= sources; i++)
            weights[i] *= (i == 0 ? 1 : (1 - _options.Unaligned) / sum) * _probability[cells[i]];
        return cells;
    }
}
