"""XLM-R's and BERT's encoder: post-LayerNorm, learned positions, tied token embeddings. Names are Hugging Face's.

The two differ in how positions are counted (XLM-R from pad + 1, BERT from 0) and in BERT's token types.
"""
import dataclasses
import math

import numpy
import torch
from torch import nn
from torch.nn import functional


@dataclasses.dataclass
class Config:
    vocab_size: int
    hidden_size: int = 256
    num_hidden_layers: int = 4
    num_attention_heads: int = 4
    intermediate_size: int = 1024
    max_position_embeddings: int = 514
    dropout: float = 0.0
    pad_token_id: int = 1
    layer_norm_eps: float = 1e-5
    model_type: str = "xlm-roberta"
    type_vocab_size: int = 0  # XLM-R has one type, a constant that the export leaves to the positions


def bert(vocab_size, **settings):
    return Config(vocab_size, max_position_embeddings=512, pad_token_id=0, layer_norm_eps=1e-12, model_type="bert", type_vocab_size=2, **settings)


class Dropout(nn.Module):
    """nn.Dropout, its mask drawn as bytes by numpy: on a CPU a tenth of the time. Rates are rounded to 1/256."""

    def __init__(self, rate):
        super().__init__()
        self.cut = round(rate * 256)
        self.random = None

    def forward(self, x):
        if not self.training or self.cut == 0:
            return x
        if self.random is None:  # seeded by torch's seed when first used
            self.random = numpy.random.default_rng(int(torch.randint(2**31, (1,))))
        mask = torch.from_numpy(self.random.integers(0, 256, x.numel(), dtype=numpy.uint8) >= self.cut).view(x.shape)
        return x * (mask.to(x.device, x.dtype) * (256 / (256 - self.cut)))


class Embeddings(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.word_embeddings = nn.Embedding(c.vocab_size, c.hidden_size)
        self.position_embeddings = nn.Embedding(c.max_position_embeddings, c.hidden_size)
        if c.type_vocab_size:
            self.token_type_embeddings = nn.Embedding(c.type_vocab_size, c.hidden_size)
        self.LayerNorm = nn.LayerNorm(c.hidden_size, c.layer_norm_eps)
        self.dropout = Dropout(c.dropout)
        self.config = c

    def forward(self, words, mask, types):
        if self.config.model_type == "xlm-roberta":
            positions = torch.cumsum(mask, 1) * mask + self.config.pad_token_id
        else:
            positions = torch.arange(mask.shape[1], device=mask.device)[None]
        sum_ = words + self.position_embeddings(positions)
        if self.config.type_vocab_size:
            sum_ = sum_ + self.token_type_embeddings(torch.zeros_like(mask) if types is None else types)
        return self.dropout(self.LayerNorm(sum_))


class SelfAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.size = c.num_attention_heads, c.hidden_size // c.num_attention_heads
        self.query = nn.Linear(c.hidden_size, c.hidden_size)
        self.key = nn.Linear(c.hidden_size, c.hidden_size)
        self.value = nn.Linear(c.hidden_size, c.hidden_size)
        self.dropout = Dropout(c.dropout)

    def forward(self, x, bias):
        def split(y):
            return y.view(y.shape[0], y.shape[1], self.heads, self.size).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weights = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(self.size) + bias, -1)
        return torch.matmul(self.dropout(weights), v).transpose(1, 2).reshape(x.shape[0], x.shape[1], self.heads * self.size)


class Output(nn.Module):
    """A dense layer, dropout, the residual and LayerNorm: the second half of attention and of the feed-forward block."""

    def __init__(self, rows, c):
        super().__init__()
        self.dense = nn.Linear(rows, c.hidden_size)
        self.LayerNorm = nn.LayerNorm(c.hidden_size, c.layer_norm_eps)
        self.dropout = Dropout(c.dropout)

    def forward(self, x, residual):
        return self.LayerNorm(self.dropout(self.dense(x)) + residual)


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.self = SelfAttention(c)
        self.output = Output(c.hidden_size, c)

    def forward(self, x, bias):
        return self.output(self.self(x, bias), x)


class Intermediate(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.dense = nn.Linear(c.hidden_size, c.intermediate_size)

    def forward(self, x):
        return functional.gelu(self.dense(x))


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.attention = Attention(c)
        self.intermediate = Intermediate(c)
        self.output = Output(c.intermediate_size, c)

    def forward(self, x, bias):
        x = self.attention(x, bias)
        return self.output(self.intermediate(x), x)


class Layers(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.layer = nn.ModuleList(Layer(c) for _ in range(c.num_hidden_layers))

    def forward(self, x, bias):
        for layer in self.layer:
            x = layer(x, bias)
        return x


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.config = c
        self.embeddings = Embeddings(c)
        self.encoder = Layers(c)
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

    def forward(self, input_ids, attention_mask, token_type_ids=None):
        return self.hidden(self.words(input_ids), attention_mask, token_type_ids)

    @property
    def words(self):
        """The token embeddings."""
        return self.embeddings.word_embeddings

    def hidden(self, words, attention_mask, token_type_ids=None):
        """Last hidden states from token vectors: what a caller uses who keeps gradients of a few rows only."""
        bias = (1.0 - attention_mask[:, None, None, :].to(words.dtype)) * -10000.0
        return self.encoder(self.embeddings(words, attention_mask, token_type_ids), bias)


class MaskedHead(nn.Module):
    """XLM-R's lm_head, BERT's cls.predictions: dense, GELU, LayerNorm, then the tied embeddings plus a bias."""

    def __init__(self, c):
        super().__init__()
        self.dense = nn.Linear(c.hidden_size, c.hidden_size)
        self.layer_norm = nn.LayerNorm(c.hidden_size, c.layer_norm_eps)
        self.bias = nn.Parameter(torch.zeros(c.vocab_size))

    def forward(self, x):
        return self.layer_norm(functional.gelu(self.dense(x)).float())
