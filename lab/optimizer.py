"""AdamW on all weights of a model at once, shared by the processes that train it."""
import math

import torch


class Flat:
    """All weights of a module in one vector, shared by the workers; gradients and Adam's moments alike."""

    def __init__(self, modules, workers, device):
        self.named = [(f"{name}.{key}", p) for name, m in modules.items() for key, p in m.named_parameters()]
        size = sum(p.numel() for _, p in self.named)
        vectors = [torch.zeros(size, device=device) for _ in range(3 + workers)]
        if device == "cpu":
            vectors = [vector.share_memory_() for vector in vectors]
        self.weights, self.first, self.second, *self.gradients = vectors
        at = 0
        for _, p in self.named:
            self.weights[at: at + p.numel()] = p.data.reshape(-1)
            at += p.numel()

    def attach(self, modules, gradient):
        at = 0
        for p in (p for m in modules.values() for p in m.parameters()):
            p.data = self.weights[at: at + p.numel()].view_as(p)
            p.grad = gradient[at: at + p.numel()].view_as(p)
            at += p.numel()

    def update(self, rank, rate, step, norms, barrier, decay=0.01, beta=(0.9, 0.98), epsilon=1e-6, clip=1.0):
        """AdamW on this worker's share of the weights, the gradient averaged over the workers and clipped as a whole."""
        share = slice(rank * len(self.weights) // len(self.gradients), (rank + 1) * len(self.weights) // len(self.gradients))
        mean = sum(g[share] for g in self.gradients) / len(self.gradients)
        norms[rank] = float(mean.square().sum())
        barrier.wait()
        scale = min(1.0, clip / (math.sqrt(float(norms.sum())) + 1e-6))
        mean *= scale
        first, second, weights = self.first[share], self.second[share], self.weights[share]
        first.mul_(beta[0]).add_(mean, alpha=1 - beta[0])
        second.mul_(beta[1]).addcmul_(mean, mean, value=1 - beta[1])
        denominator = (second / (1 - beta[1] ** step)).sqrt_().add_(epsilon)
        weights.mul_(1 - rate * decay).addcdiv_(first, denominator, value=-rate / (1 - beta[0] ** step))
