namespace TransferPredict.Features.Representations.Vectors;

/// <summary>Which sentences are computed together: of like length, longest first, the same for the same sentences always.</summary>
static class BatchPlan
{
    /// <summary>Cuts sentences into batches.</summary>
    /// <param name="lengths">Tokens of each sentence.</param>
    /// <param name="maxSentences">Sentences in a batch at most, 1 or more.</param>
    /// <param name="maxTokens">Tokens in a batch at most, padding included; one sentence may have more.</param>
    /// <returns>The sentences' places, batch by batch.</returns>
    internal static IEnumerable<int[]> Make(IReadOnlyList<int> lengths, int maxSentences, int maxTokens)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Count).OrderByDescending(i => lengths[i])]; // stable
        for (int first = 0; first < order.Length;)
        {
            int count = Math.Clamp(maxTokens / Math.Max(1, lengths[order[first]]), 1, Math.Min(maxSentences, order.Length - first));
            yield return order[first..(first + count)];
            first += count;
        }
    }
}
