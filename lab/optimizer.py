"""AdamW on all weights of a model at once, shared by the processes that train it."""
import math

import torch


def rate_factor(name, weights):
    """How a tensor's learning rate compares with the others': T5's first weights differ in size by a factor of thirty, and steps of
    one size would drown its small queries in noise. As in Adafactor (Shazeer and Stern 2018, section 8) steps follow the size of the
    weights, here of those that training begins with, in powers of two; 1 where they are about 1/16, as BERT's are; 1 for vectors."""
    return 1.0 if weights.dim() < 2 or name.endswith("bias.weight") else 2.0 ** round(math.log2(16 * float(weights.square().mean().sqrt())))


class Flat:
    """All weights of a module in one vector, shared by the workers; gradients and Adam's moments alike."""

    def __init__(self, modules, workers, device, factors=None):
        """`factors`: what each weight's learning rate is multiplied by, by name; all alike when None."""
        self.named = [(f"{name}.{key}", p) for name, m in modules.items() for key, p in m.named_parameters()]
        size = sum(p.numel() for _, p in self.named)
        vectors = [torch.zeros(size, device=device) for _ in range(3 + workers)]
        if device == "cpu":
            vectors = [vector.share_memory_() for vector in vectors]
        self.weights, self.first, self.second, *self.gradients = vectors
        self.parts, at = [], 0  # (first, end, factor)
        for name, p in self.named:
            self.weights[at: at + p.numel()] = p.data.reshape(-1)
            self.parts.append((at, at + p.numel(), factors[name] if factors else 1.0))
            at += p.numel()

    def attach(self, modules, gradient):
        at = 0
        for p in (p for m in modules.values() for p in m.parameters()):
            p.data = self.weights[at: at + p.numel()].view_as(p)
            p.grad = gradient[at: at + p.numel()].view_as(p)
            at += p.numel()

    def update(self, rank, rate, step, norms, barrier, decay=0.01, beta=(0.9, 0.98), epsilon=1e-6, clip=1.0):
        """AdamW on this worker's share of the weights, the gradient averaged over the workers and clipped as a whole."""
        begin, end = (r * len(self.weights) // len(self.gradients) for r in (rank, rank + 1))
        share = slice(begin, end)
        mean = sum(g[share] for g in self.gradients) / len(self.gradients)
        norms[rank] = float(mean.square().sum())
        barrier.wait()
        scale = min(1.0, clip / (math.sqrt(float(norms.sum())) + 1e-6))
        mean *= scale
        first, second, weights = self.first[share], self.second[share], self.weights[share]
        first.mul_(beta[0]).add_(mean, alpha=1 - beta[0])
        second.mul_(beta[1]).addcmul_(mean, mean, value=1 - beta[1])
        denominator = (second / (1 - beta[1] ** step)).sqrt_().add_(epsilon)
        for first_at, last_at, factor in self.parts:
            part = slice(max(first_at, begin) - begin, min(last_at, end) - begin)
            if part.start < part.stop:
                weights[part].mul_(1 - rate * factor * decay).addcdiv_(first[part], denominator[part], value=-rate * factor / (1 - beta[0] ** step))
