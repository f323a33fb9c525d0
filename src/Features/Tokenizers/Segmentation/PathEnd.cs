namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>The best path that ends at one place of a text.</summary>
struct PathEnd
{
    internal double Score;

    /// <summary>Where its last piece begins; -1 where no path has come yet.</summary>
    internal int Start;

    internal int Id;
}
