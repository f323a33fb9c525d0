using TransferPredict.Features.Tokenizers.Segmentation;

namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>Reads the BPE model of a tokenizer.json.</summary>
static class BytePairModelJson
{
    internal static PipelineModel Read(JsonField model)
    {
        if (model.Optional("dropout") is { } dropout && dropout.Number() > 0)
            throw dropout.NotSupported("0 or null, since ids must not depend on chance");
        Dictionary<string, int> ids = PipelineModel.Vocabulary(model.Required("vocab"));
        string prefix = model.Optional("continuing_subword_prefix")?.Text() ?? "";
        int? unknownId = model.Optional("unk_token") is { } unknown ? PipelineModel.Id(unknown, ids) : null;
        return new PipelineModel(ids, ids.Count, unknownId, new RankedMerger
        {
            Vocabulary = ids,
            Merges = Merges(model.Required("merges"), ids, prefix),
            UnknownId = unknownId,
            FuseUnknown = model.Boolean("fuse_unk", false),
            Bytes = model.Boolean("byte_fallback", false) ? BytePieces.Ids(name => ids.TryGetValue(name, out int id) ? id : null) : null,
            IgnoreMerges = model.Boolean("ignore_merges", false),
            Prefix = prefix,
            Suffix = model.Optional("end_of_word_suffix")?.Text() ?? "",
        });
    }

    static Dictionary<(int, int), (int, int)> Merges(JsonField merges, Dictionary<string, int> ids, string prefix)
    {
        var ranks = new Dictionary<(int, int), (int, int)>();
        int rank = 0;
        foreach (JsonField merge in merges.Elements())
        {
            if (merge.IsText && merge.Text().StartsWith("#version", StringComparison.Ordinal))
                continue;
            string[] pair = merge.IsText ? merge.Text().Split(' ') : [.. merge.Elements(2).Select(e => e.Text())];
            if (pair.Length != 2)
                throw merge.Wrong("two pieces with a space between them");
            if (!pair[1].StartsWith(prefix, StringComparison.Ordinal))
                throw merge.Wrong($"a second piece that begins with '{prefix}'");
            ranks[(Id(pair[0]), Id(pair[1]))] = (rank++, Id(pair[0] + pair[1][prefix.Length..]));

            int Id(string piece) => ids.TryGetValue(piece, out int id) ? id : throw merge.Wrong("two pieces of the vocabulary that make a third");
        }
        return ranks;
    }
}
