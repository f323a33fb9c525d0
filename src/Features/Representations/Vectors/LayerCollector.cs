using TransferPredict.Features.Representations.States;

namespace TransferPredict.Features.Representations.Vectors;

/// <summary>
/// Keeps what is kept of one layer. A word's vector is the mean over its tokens; a sentence's is the mean over the tokens of
/// its words, without those that the tokenizer adds (Pires, Schlinger and Garrette, "How Multilingual is Multilingual BERT?",
/// ACL 2019, section 5).
/// </summary>
sealed class LayerCollector(int layer, int width)
{
    readonly RunningMoments _moments = new(width);
    readonly float[] _word = new float[width];
    readonly double[] _sentence = new double[width];
    float[] _words = [];
    float[] _sentences = [];

    internal void Add(
        HiddenStates states, IReadOnlyList<int> sentences, IReadOnlyDictionary<WordPlace, int> slots, IReadOnlyDictionary<int, int> sentenceRows)
    {
        ReadOnlySpan<float> all = states.Layer(layer);
        for (int i = 0; i < sentences.Count; i++)
        {
            ReadOnlySpan<float> tokens = all.Slice(i * states.Tokens * width, states.Sentences[i].Length * width);
            AddSentence(tokens, states.Sentences[i].Words, sentences[i], slots);
            if (sentenceRows.TryGetValue(sentences[i], out int row))
            {
                Span<float> target = Row(ref _sentences, row);
                int count = states.Sentences[i].Length - states.Sentences[i].Words.Count(EncodedSentence.NoWord);
                for (int k = 0; k < width; k++)
                    target[k] = (float)(_sentence[k] / count);
            }
        }
    }

    internal LayerVectors Finish(int[] order, int sentences)
    {
        float[] words = new float[order.Length * width];
        for (int i = 0; i < order.Length; i++)
            _words.AsSpan(order[i] * width, width).CopyTo(words.AsSpan(i * width));
        (double[] mean, double[] covariance) = _moments.Finish();
        return new LayerVectors(mean, covariance, words, _sentences[..(sentences * width)]);
    }

    void AddSentence(ReadOnlySpan<float> tokens, ReadOnlySpan<int> words, int sentence, IReadOnlyDictionary<WordPlace, int> slots)
    {
        Array.Clear(_sentence);
        for (int start = 0; start < words.Length;)
        {
            int word = words[start], end = start + 1;
            if (word == EncodedSentence.NoWord)
            {
                start = end;
                continue;
            }
            while (end < words.Length && words[end] == word)
                end++;
            tokens.Slice(start * width, width).CopyTo(_word);
            for (int token = start + 1; token < end; token++)
            {
                ReadOnlySpan<float> next = tokens.Slice(token * width, width);
                for (int k = 0; k < width; k++)
                    _word[k] += next[k];
            }
            for (int k = 0; k < width; k++)
            {
                if (!float.IsFinite(_word[k]))
                    throw RepresentationThrow.NotFinite(_word[k], layer, sentence);
                _sentence[k] += _word[k];
                _word[k] /= end - start;
            }
            _moments.Add(_word);
            if (slots.TryGetValue(new WordPlace(sentence, word), out int slot))
                _word.CopyTo(Row(ref _words, slot));
            start = end;
        }
    }

    /// <summary>A row, for which room is made where there is none.</summary>
    Span<float> Row(ref float[] rows, int row)
    {
        int end = checked((row + 1) * width);
        if (rows.Length < end)
            Array.Resize(ref rows, Math.Max(end, Math.Min(rows.Length * 2, Array.MaxLength)));
        return rows.AsSpan(row * width, width);
    }
}
