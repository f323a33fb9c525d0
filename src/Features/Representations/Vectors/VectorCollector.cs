using TransferPredict.Features.Representations.States;

namespace TransferPredict.Features.Representations.Vectors;

/// <summary>Turns hidden states into word and sentence vectors and keeps what shall be kept of them.</summary>
sealed class VectorCollector
{
    readonly RepresentationOptions _options;
    readonly WordSampler _sampler;
    readonly Dictionary<WordPlace, int> _slots = [];
    readonly List<WordPlace> _places = [];
    readonly List<int> _sentences = [];
    readonly Dictionary<int, int> _sentenceRows = [];
    LayerCollector[] _layers = [];

    internal VectorCollector(string language, RepresentationOptions options)
    {
        _options = options;
        _sampler = new WordSampler(options.MaxWords, options.Seed, language);
    }

    internal long Words { get; private set; }

    /// <summary>Chooses, in the text's order, which words of the sentences to come are kept.</summary>
    internal void Choose(int firstSentence, IReadOnlyList<EncodedSentence> sentences)
    {
        _slots.Clear();
        _sentenceRows.Clear();
        for (int i = 0; i < sentences.Count; i++)
        {
            int words = 0, last = EncodedSentence.NoWord;
            foreach (int word in sentences[i].Words)
            {
                if (word == EncodedSentence.NoWord || word == last)
                    continue;
                words++;
                last = word;
                if (_sampler.Offer() is { } slot)
                    Take(slot, new WordPlace(firstSentence + i, word));
            }
            Words += words;
            if (words > 0 && firstSentence + i < _options.MaxSentences)
            {
                _sentenceRows.Add(firstSentence + i, _sentences.Count);
                _sentences.Add(firstSentence + i);
            }
        }
    }

    /// <summary>Adds the states of some of the sentences chosen from.</summary>
    /// <param name="states">The states.</param>
    /// <param name="sentences">The sentences' places in the text.</param>
    internal void Add(HiddenStates states, IReadOnlyList<int> sentences)
    {
        if (_layers.Length == 0)
            _layers = [.. Enumerable.Range(0, states.Layers).Select(layer => new LayerCollector(layer, states.Width))];
        foreach (LayerCollector layer in _layers)
            layer.Add(states, sentences, _slots, _sentenceRows);
    }

    internal LanguageVectors Finish(int sentenceCount, int truncated)
    {
        int[] order = _sampler.Order();
        return new LanguageVectors(
            [.. _layers.Select(layer => layer.Finish(order, _sentences.Count))], Words, sentenceCount, truncated,
            [.. order.Select(slot => _places[slot])], [.. _sentences]);
    }

    void Take(int slot, WordPlace place)
    {
        if (slot == _places.Count)
        {
            _places.Add(place);
        }
        else
        {
            // A word of this very window may have had the slot; its vector must not be written over the new one's.
            _slots.Remove(_places[slot]);
            _places[slot] = place;
        }
        _slots[place] = slot;
    }
}
