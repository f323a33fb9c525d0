namespace TransferPredict.Evaluate;

/// <summary>A target's text, whose features go before those that tables have of it.</summary>
/// <param name="File">The text, one sentence a line.</param>
/// <param name="Parallel">The same sentences as in the other files of its folder, line by line; null for none.</param>
/// <param name="Family">Its family, for a language that the catalogue does not list; null when unknown.</param>
/// <param name="Genus">Its genus, likewise.</param>
/// <param name="Cache">Where what was measured is kept; null for the user's cache folder.</param>
sealed record RankingText(string File, string? Parallel, string? Family, string? Genus, string? Cache);
