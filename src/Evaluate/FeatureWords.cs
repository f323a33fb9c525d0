using TransferPredict.Features;

namespace TransferPredict.Evaluate;

/// <summary>What a column measures, in words that begin "... is higher than for most sources". docs/ has the formulas.</summary>
static class FeatureWords
{
    static readonly Dictionary<string, string> _spectra = new()
    {
        ["ks"] = "the Kolmogorov-Smirnov distance of the spectra",
        ["pearson"] = "the correlation of the spectral densities",
        ["cosine"] = "the cosine of the spectral densities",
        ["sorted_pearson"] = "the correlation of the sorted eigenvalues",
        ["sorted_cosine"] = "the cosine of the sorted eigenvalues",
        ["combined"] = "the combined similarity of the spectra",
        ["svg"] = "the gap between the singular values",
        ["econd_hm"] = "the harmonic mean of the effective condition numbers",
        ["row_overlap"] = "the overlap of the rows",
    };

    static readonly Dictionary<string, string> _ofOne = new()
    {
        ["ww.alpha"] = "power-law exponent (alpha) of the embeddings",
        ["ww.D"] = "misfit of the embeddings' power law (D)",
        ["ww.log_xmin"] = "lower end of the embeddings' power law",
        ["ww.log_norm"] = "norm of the embeddings",
        ["ww.log_spectral_norm"] = "largest eigenvalue of the embeddings",
        ["ww.stable_rank"] = "stable rank of the embeddings",
        ["ww.entropy"] = "entropy of the embeddings' spectrum",
        ["lex.type_token_ratio"] = "share of different words",
        ["lex.fertility"] = "number of subwords a word",
        ["lex.unknown_rate"] = "share of unknown subwords",
        ["lex.log_words"] = "amount of counted text",
        ["lex.log_pretraining_sentences"] = "amount of text in pre-training",
    };

    static readonly Dictionary<string, string> _ofPair = new()
    {
        ["rep.mean_cosine"] = "the cosine of the mean hidden states",
        ["rep.centroid"] = "the distance of the mean hidden states",
        ["rep.bures"] = "the Bures distance of the hidden states",
        ["rep.ks"] = "the Kolmogorov-Smirnov distance of the hidden states' spectra",
        ["rep.pearson"] = "the correlation of the hidden states' spectral densities",
        ["rep.cosine"] = "the cosine of the hidden states' spectral densities",
        ["rep.combined"] = "the combined similarity of the hidden states' spectra",
        ["rep.nn_rank"] = "the source's share of the target's nearest words",
        ["rep.cosine_gap"] = "how much closer translations lie than other sentences",
        ["rep.p_at_1"] = "the share of the source's sentences whose nearest is their translation",
        ["rep.p_at_1_back"] = "the share of the target's sentences whose nearest is their translation",
        ["rep.csls"] = "the share of the source's sentences whose translation CSLS finds",
        ["rep.csls_back"] = "the share of the target's sentences whose translation CSLS finds",
        ["rep.cka"] = "the kernel alignment (CKA) of translations",
        ["rep.procrustes"] = "the distance of translations after the best rotation",
        ["concept.colap"] = "the share of latent concepts that hold words of both languages (COLAP)",
        ["concept.calign"] = "the share of the source's concepts with a translated concept of the target (CALIGN)",
        ["concept.entropy"] = "the mixture of both languages within concepts",
        ["lex.subword_jaccard"] = "the share of subwords that both texts have",
        ["lex.subword_coverage"] = "the share of the target's running subwords that the source has",
        ["lex.subword_jsd"] = "the divergence of the subwords' frequencies",
        ["lex.word_jaccard"] = "the share of words that both texts have",
        ["lex.word_coverage"] = "the share of the target's running words that the source has",
        ["ling.same_family"] = "of the target's family",
        ["ling.same_genus"] = "of the target's genus",
        ["ling.same_script"] = "written in the target's script",
        ["ling.distance"] = "the distance on the map",
        ["src.mean_residual"] = "what the source is worth for targets in general",
        ["src.targets"] = "the number of targets that the source was measured on",
        ["near.residual"] = "what the source is worth for targets near this one",
        ["near.level"] = "the mean score of targets near this one",
        ["near.weight"] = "how near the nearest measured targets are",
    };

    /// <summary>The words for a column; null for one that this tool does not define, such as one of `--features`.</summary>
    /// <param name="feature">Name of the column.</param>
    public static string? Of(string feature)
    {
        if (_ofPair.TryGetValue(feature, out string? words))
            return words;
        if (feature.Split('.') is ["esd", ("token" or "type") and var drawn, var measure] && _spectra.TryGetValue(measure, out words))
            return $"{words} of the embeddings, {(drawn == "token" ? "frequent subwords counting more" : "every subword counting once")},";
        int side = feature.LastIndexOf('_');
        return side < 0 || !_ofOne.TryGetValue(feature[..side], out words) ? null : feature[(side + 1)..] switch
        {
            "source" => $"the source's {words}",
            "target" => $"the target's {words}",
            "difference" => $"how far source and target are apart in the {words}",
            _ => null,
        };
    }

    /// <summary>Whether the words say what holds of the pair or does not, rather than what is high or low.</summary>
    /// <param name="feature">Name of the column.</param>
    public static bool HoldsOrNot(string feature) => FeatureDefinition.FamilyOf(feature) == "ling" && feature != "ling.distance";
}
