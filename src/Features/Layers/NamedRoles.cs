using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers;

/// <summary>
/// Roles by the names that BERT, RoBERTa, XLM-R, DistilBERT, ALBERT, ELECTRA, XLM, T5, BART, GPT-2, GPT-NeoX, BLOOM, LLaMA
/// and their kin give their weights: words between dots, all in small letters here.
/// </summary>
static class NamedRoles
{
    // What exporters and frameworks put behind a module's name.
    static readonly HashSet<string> _trailing = ["weight", "kernel", "base_layer", "tensordot", "readvariableop", "matmul", "gemm", "gather"];

    // These words anywhere tell the role; the first line that has one wins.
    static readonly (LayerRole Role, HashSet<string> Words)[] _anywhere =
    [
        (LayerRole.PositionEmbedding, [
            "position_embedding", "position_embeddings", "position_embedding_table", "pos_embed", "pos_emb", "pos_embedding", "pos_embeddings",
            "embed_positions", "positions_embed", "wpe", "relative_attention_bias", "rel_embeddings", "distance_embedding"]),
        (LayerRole.Other, [
            "token_type_embeddings", "token_type_embedding", "segment_embeddings", "lang_embeddings", "classifier", "pre_classifier",
            "classification_head", "qa_outputs", "sop_classifier", "seq_relationship", "score", "discriminator_predictions",
            "embeddings_project", "embedding_hidden_mapping_in", "lora_a", "lora_b"]),
        (LayerRole.LanguageModelHead, [
            "lm_head", "predictions", "generator_predictions", "generator_lm_head", "vocab_transform", "vocab_projector", "embed_out",
            "pred_layer", "mlm_head"]),
        (LayerRole.Pooler, ["pooler"]),
    ];

    static readonly HashSet<string> _tokens =
        ["word_embeddings", "word_embedding", "embed_tokens", "wte", "tok_embeddings", "token_embedding", "token_embeddings", "tokens_embed", "embed_in", "shared"];

    static readonly HashSet<string> _fused = ["c_attn", "qkv", "query_key_value", "qkv_proj", "wqkv", "w_pack"];

    // These at the end tell it, in what follows the number of the layer: the model's own name may hold such words too.
    static readonly (LayerRole Role, HashSet<string> Words)[] _last =
    [
        (LayerRole.AttentionQuery, ["query", "q", "q_proj", "q_lin", "q_linear", "q_attn", "query_proj", "to_q", "wq"]),
        (LayerRole.AttentionKey, ["key", "k", "k_proj", "k_lin", "k_linear", "key_proj", "to_k", "wk"]),
        (LayerRole.AttentionValue, ["value", "v", "v_proj", "v_lin", "v_linear", "value_proj", "to_v", "wv"]),
    ];

    static readonly HashSet<string> _attentionOutputs = ["dense", "out_proj", "o_proj", "c_proj", "proj", "out", "o", "wo", "to_out"];

    static readonly HashSet<string> _feedForwardIns =
        ["intermediate_dense", "wi", "wi_0", "wi_1", "fc1", "lin1", "linear1", "linear_1", "ffn", "fc_in", "c_fc", "gate_proj", "up_proj",
         "gate_up_proj", "dense_h_to_4h", "intermediate.dense", "mlp.fc", "mlp.w1", "mlp.w3", "ffn.w1", "ffn.w3", "feed_forward.w1", "feed_forward.w3"];

    static readonly HashSet<string> _feedForwardOuts =
        ["output_dense", "wo", "fc2", "lin2", "linear2", "linear_2", "ffn_output", "fc_out", "mlp.c_proj", "down_proj", "dense_4h_to_h", "output.dense",
         "mlp.proj", "mlp.w2", "ffn.w2", "feed_forward.w2"];

    /// <summary>The role that a weight's name tells; null when it tells none.</summary>
    internal static LayerRole? Of(string name)
    {
        string[] words = Words(name);
        foreach ((LayerRole role, HashSet<string> known) in _anywhere)
        {
            if (words.Any(known.Contains))
                return role;
        }
        if (_tokens.Contains(words[^1]) || words is ["embeddings"] or ["transformer", "embeddings"])
            return LayerRole.TokenEmbedding;
        if (words is ["output"])
            return LayerRole.LanguageModelHead;
        return InLayer(Words(name[WeightNames.EndOfLayer(name)..]));
    }

    /// <summary>Whether the name says that queries, keys and values are made by one matrix.</summary>
    internal static bool IsFused(string name) => Words(name) is var words
        && (_fused.Contains(words[^1]) || (words[^1] is "in_proj" or "in_proj_weight" && words.Any(IsAttention)));

    /// <summary>What the module that holds a weight is called, in small letters.</summary>
    internal static string LastWord(string name) => Words(name)[^1];

    static LayerRole? InLayer(string[] words)
    {
        string last = words[^1], lastTwo = words.Length > 1 ? $"{words[^2]}.{last}" : last;
        foreach ((LayerRole role, HashSet<string> known) in _last)
        {
            if (known.Contains(last))
                return role;
        }
        bool inAttention = words.SkipLast(1).Any(IsAttention);
        return last == "out_lin" || (inAttention && (_attentionOutputs.Contains(last) || lastTwo == "to_out.0")) ? LayerRole.AttentionOutput
            : _feedForwardIns.Contains(last) || _feedForwardIns.Contains(lastTwo) ? LayerRole.FeedForwardIn
            : _feedForwardOuts.Contains(last) || _feedForwardOuts.Contains(lastTwo) ? LayerRole.FeedForwardOut
            : _fused.Contains(last) ? LayerRole.Other
            : null;
    }

    static bool IsAttention(string word) => word.Contains("attn", StringComparison.Ordinal) || word.Contains("attention", StringComparison.Ordinal);

    static string[] Words(string name)
    {
        string[] words = name.ToLowerInvariant().Split('.', '/');
        int count = words.Length;
        while (count > 1 && _trailing.Contains(words[count - 1]))
            count--;
        return words[..count];
    }
}
