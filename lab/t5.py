"""mT5's encoder-decoder (T5 v1.1): RMSNorm before every block, relative position buckets, gated GELU, no biases, untied head.

Names are Hugging Face's. The buckets are T5's formula, looked up in a table, so that every engine gives the same ones.
"""
import dataclasses
import math

import torch
from torch import nn
from torch.nn import functional

from model import Dropout

FAR = 128
BUCKETS = 32


@dataclasses.dataclass
class Config:
    vocab_size: int
    d_model: int = 256
    num_layers: int = 4
    num_heads: int = 4
    d_ff: int = 512
    dropout: float = 0.0
    pad_token_id: int = 0
    layer_norm_epsilon: float = 1e-6
    model_type: str = "mt5"

    @property
    def hidden_size(self):
        return self.d_model


def bucket_of_distance(both_sides):
    """The bucket of every distance from 0 to FAR: half of the buckets are exact, the others logarithmic. With both sides, half
    of the buckets are for what stands later."""
    number = BUCKETS // 2 if both_sides else BUCKETS
    exact = number // 2
    distance = torch.arange(FAR + 1)
    large = exact + (torch.log(distance.clamp(min=1).float() / exact) / math.log(FAR / exact) * (number - exact)).long()
    return torch.where(distance < exact, distance, large.clamp(max=number - 1))


class Norm(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(c.d_model))
        self.epsilon = c.layer_norm_epsilon

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon))


class Attention(nn.Module):
    def __init__(self, c, relative=False):
        super().__init__()
        self.heads = c.num_heads
        width = c.d_model // c.num_heads * c.num_heads
        self.q = nn.Linear(c.d_model, width, bias=False)
        self.k = nn.Linear(c.d_model, width, bias=False)
        self.v = nn.Linear(c.d_model, width, bias=False)
        self.o = nn.Linear(width, c.d_model, bias=False)
        if relative:
            self.relative_attention_bias = nn.Embedding(BUCKETS, c.num_heads)
        self.dropout = Dropout(c.dropout)

    def forward(self, x, memory, bias):
        def split(y):
            return y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)
        weights = torch.softmax(torch.matmul(split(self.q(x)), split(self.k(memory)).transpose(-1, -2)) + bias, -1)
        return self.o(torch.matmul(self.dropout(weights), split(self.v(memory))).transpose(1, 2).flatten(2))


class AttentionLayer(nn.Module):
    """Norm, attention, residual; the attention is called SelfAttention or EncDecAttention."""

    def __init__(self, c, name, relative=False):
        super().__init__()
        self.name = name
        setattr(self, name, Attention(c, relative))
        self.layer_norm = Norm(c)
        self.dropout = Dropout(c.dropout)

    def forward(self, x, memory, bias):
        y = self.layer_norm(x)
        return x + self.dropout(getattr(self, self.name)(y, y if memory is None else memory, bias))


class Gated(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.wi_0 = nn.Linear(c.d_model, c.d_ff, bias=False)
        self.wi_1 = nn.Linear(c.d_model, c.d_ff, bias=False)
        self.wo = nn.Linear(c.d_ff, c.d_model, bias=False)
        self.dropout = Dropout(c.dropout)

    def forward(self, x):
        return self.wo(self.dropout(functional.gelu(self.wi_0(x), approximate="tanh") * self.wi_1(x)))


class FeedForward(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.DenseReluDense = Gated(c)
        self.layer_norm = Norm(c)
        self.dropout = Dropout(c.dropout)

    def forward(self, x):
        return x + self.dropout(self.DenseReluDense(self.layer_norm(x)))


class Block(nn.Module):
    def __init__(self, c, decoder, first):
        super().__init__()
        attention = [AttentionLayer(c, "SelfAttention", relative=first)]
        if decoder:
            attention.append(AttentionLayer(c, "EncDecAttention"))
        self.layer = nn.ModuleList([*attention, FeedForward(c)])

    def forward(self, x, bias, memory, memory_bias):
        x = self.layer[0](x, None, bias)
        if memory is not None:
            x = self.layer[1](x, memory, memory_bias)
        return self.layer[-1](x)


class Stack(nn.Module):
    """The encoder, or the decoder, whose blocks also attend to the encoder's states."""

    def __init__(self, c, embed_tokens, decoder=False):
        super().__init__()
        self.config, self.decoder = c, decoder
        self.embed_tokens = embed_tokens
        self.block = nn.ModuleList(Block(c, decoder, first=i == 0) for i in range(c.num_layers))
        self.final_layer_norm = Norm(c)
        self.dropout = Dropout(c.dropout)
        self.register_buffer("buckets", bucket_of_distance(not decoder), persistent=False)

    @property
    def words(self):
        """The token embeddings."""
        return self.embed_tokens

    def position_bias(self, length):
        place = torch.arange(length, device=self.buckets.device)
        later = place[None, :] - place[:, None]
        if self.decoder:
            bucket = self.buckets[(-later).clamp(0, FAR)]
        else:
            bucket = self.buckets[later.abs().clamp(max=FAR)] + (later > 0).long() * (BUCKETS // 2)
        bias = self.block[0].layer[0].SelfAttention.relative_attention_bias(bucket).permute(2, 0, 1)[None]
        return bias + (later > 0).to(bias.dtype) * -10000.0 if self.decoder else bias

    def forward(self, input_ids, attention_mask, memory=None, memory_mask=None):
        return self.hidden(self.words(input_ids), attention_mask, memory, memory_mask)

    def hidden(self, words, attention_mask, memory=None, memory_mask=None):
        """Last hidden states from token vectors: what a caller uses who keeps gradients of a few rows only."""
        bias = self.position_bias(words.shape[1])
        if attention_mask is not None:
            bias = bias + hide(attention_mask, words)
        memory_bias = None if memory is None else hide(memory_mask, words)
        x = self.dropout(words)
        for block in self.block:
            x = block(x, bias, memory, memory_bias)
        return self.dropout(self.final_layer_norm(x))


def hide(mask, like):
    return (1.0 - mask[:, None, None, :].to(like.dtype)) * -10000.0


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.config = c
        self.shared = nn.Embedding(c.vocab_size, c.d_model)
        self.encoder = Stack(c, self.shared)
        self.decoder = Stack(c, self.shared, decoder=True)
        self.lm_head = nn.Linear(c.d_model, c.vocab_size, bias=False)
        self.start_from(torch.randn(c.vocab_size, c.d_model) / math.sqrt(c.d_model))
        for name, p in self.named_parameters():
            if name.endswith(".q.weight"):  # T5 does not divide by the root of the head's size; its first weights do
                nn.init.normal_(p, std=(c.d_model * c.d_model // c.num_heads) ** -0.5)
            elif name.endswith((".o.weight", ".wo.weight")):  # four times smaller than T5's, as the first embeddings are
                nn.init.normal_(p, std=0.25 * p.shape[1] ** -0.5)
            elif name.endswith((".k.weight", ".v.weight", ".wi_0.weight", ".wi_1.weight", "bias.weight")):
                nn.init.normal_(p, std=c.d_model ** -0.5)

    def start_from(self, vectors):
        """Token embeddings and head from vectors of length 1."""
        self.shared.weight.data.copy_(4 * vectors)
        self.lm_head.weight.data.copy_(vectors)

    def states(self, input_ids, attention_mask, decoder_ids):
        """The decoder's states: the head turns them into logits."""
        return self.decoder(decoder_ids, None, self.encoder(input_ids, attention_mask), attention_mask)
