using TransferPredict.Features.Layers;

namespace TransferPredict.Features.Tests.Layers;

public sealed class NamedRolesTest
{
    [Theory]
    // BERT, RoBERTa, XLM-R, ELECTRA
    [InlineData("bert.embeddings.word_embeddings", "token_embedding")]
    [InlineData("roberta.embeddings.position_embeddings", "position_embedding")]
    [InlineData("bert.embeddings.token_type_embeddings", "other")]
    [InlineData("bert.encoder.layer.0.attention.self.query", "attention.query")]
    [InlineData("bert.encoder.layer.10.attention.self.key", "attention.key")]
    [InlineData("bert.encoder.layer.10.attention.self.value", "attention.value")]
    [InlineData("bert.encoder.layer.10.attention.output.dense", "attention.output")]
    [InlineData("bert.encoder.layer.10.intermediate.dense", "ffn.in")]
    [InlineData("bert.encoder.layer.10.output.dense", "ffn.out")]
    [InlineData("my_attention_model.encoder.layer.10.output.dense", "ffn.out")]
    [InlineData("bert.pooler.dense", "pooler")]
    [InlineData("cls.predictions.transform.dense", "lm_head")]
    [InlineData("cls.seq_relationship", "other")]
    [InlineData("lm_head.decoder", "lm_head")]
    [InlineData("classifier.dense", "other")]
    [InlineData("electra.embeddings_project", "other")]
    [InlineData("generator_predictions.dense", "lm_head")]
    [InlineData("tf_bert_model/bert/encoder/layer_._3/attention/self/query/Tensordot", "attention.query")]
    // DistilBERT
    [InlineData("distilbert.transformer.layer.2.attention.q_lin", "attention.query")]
    [InlineData("distilbert.transformer.layer.2.attention.out_lin", "attention.output")]
    [InlineData("distilbert.transformer.layer.2.ffn.lin1", "ffn.in")]
    [InlineData("distilbert.transformer.layer.2.ffn.lin2", "ffn.out")]
    [InlineData("vocab_projector", "lm_head")]
    [InlineData("pre_classifier", "other")]
    // ALBERT
    [InlineData("albert.encoder.embedding_hidden_mapping_in", "other")]
    [InlineData("albert.encoder.albert_layer_groups.0.albert_layers.0.attention.key", "attention.key")]
    [InlineData("albert.encoder.albert_layer_groups.0.albert_layers.0.attention.dense", "attention.output")]
    [InlineData("albert.encoder.albert_layer_groups.0.albert_layers.0.ffn", "ffn.in")]
    [InlineData("albert.encoder.albert_layer_groups.0.albert_layers.0.ffn_output", "ffn.out")]
    // XLM
    [InlineData("transformer.embeddings", "token_embedding")]
    [InlineData("transformer.attentions.3.k_lin", "attention.key")]
    [InlineData("transformer.attentions.3.out_lin", "attention.output")]
    [InlineData("transformer.ffns.3.lin2", "ffn.out")]
    // T5, mT5
    [InlineData("shared", "token_embedding")]
    [InlineData("encoder.block.0.layer.0.SelfAttention.relative_attention_bias", "position_embedding")]
    [InlineData("encoder.block.0.layer.0.SelfAttention.q", "attention.query")]
    [InlineData("decoder.block.5.layer.1.EncDecAttention.v", "attention.value")]
    [InlineData("decoder.block.5.layer.1.EncDecAttention.o", "attention.output")]
    [InlineData("encoder.block.0.layer.1.DenseReluDense.wi", "ffn.in")]
    [InlineData("encoder.block.0.layer.1.DenseReluDense.wi_1", "ffn.in")]
    [InlineData("encoder.block.0.layer.1.DenseReluDense.wo", "ffn.out")]
    [InlineData("lm_head", "lm_head")]
    // BART, mBART
    [InlineData("model.decoder.embed_tokens", "token_embedding")]
    [InlineData("model.encoder.embed_positions", "position_embedding")]
    [InlineData("model.encoder.layers.0.self_attn.q_proj", "attention.query")]
    [InlineData("model.decoder.layers.0.encoder_attn.out_proj", "attention.output")]
    [InlineData("model.encoder.layers.0.fc1", "ffn.in")]
    [InlineData("model.encoder.layers.0.fc2", "ffn.out")]
    // GPT-2, GPT-NeoX, BLOOM
    [InlineData("transformer.wte", "token_embedding")]
    [InlineData("transformer.wpe", "position_embedding")]
    [InlineData("transformer.h.0.attn.c_attn", "other")]
    [InlineData("transformer.h.0.attn.c_proj", "attention.output")]
    [InlineData("transformer.h.0.mlp.c_fc", "ffn.in")]
    [InlineData("transformer.h.0.mlp.c_proj", "ffn.out")]
    [InlineData("transformer.h.0.c_proj", null)]
    [InlineData("gpt_neox.layers.1.attention.dense", "attention.output")]
    [InlineData("gpt_neox.layers.1.mlp.dense_4h_to_h", "ffn.out")]
    [InlineData("embed_out", "lm_head")]
    // LLaMA
    [InlineData("model.layers.0.self_attn.o_proj", "attention.output")]
    [InlineData("model.layers.0.mlp.gate_proj", "ffn.in")]
    [InlineData("model.layers.0.mlp.up_proj", "ffn.in")]
    [InlineData("model.layers.0.mlp.down_proj", "ffn.out")]
    [InlineData("layers.0.attention.wo", "attention.output")]
    [InlineData("layers.0.feed_forward.w2", "ffn.out")]
    [InlineData("output", "lm_head")]
    // Nothing told
    [InlineData("onnx::MatMul_12", null)]
    [InlineData("encoder.something", null)]
    [InlineData("", null)]
    public void Of_KnowsTheFamilies(string name, string? expected) =>
        Assert.Equal(expected, NamedRoles.Of(name) is { } role ? LayerRoles.NameOf(role) : null);

    [Theory]
    [InlineData("h.0.attn.c_attn", true)]
    [InlineData("h.0.self_attention.query_key_value", true)]
    [InlineData("blocks.0.attn.qkv", true)]
    [InlineData("layers.0.self_attn.in_proj_weight", true)]
    [InlineData("backbone.layers.0.mixer.in_proj", false)]
    [InlineData("layers.0.self_attn.q_proj", false)]
    public void IsFused_KnowsTheNames(string name, bool expected) => Assert.Equal(expected, NamedRoles.IsFused(name));

    [Fact]
    public void NameOf_NamesEveryRoleOnce() =>
        Assert.Equal(Enum.GetValues<LayerRole>().Length, Enum.GetValues<LayerRole>().Select(LayerRoles.NameOf).Distinct().Count());
}
