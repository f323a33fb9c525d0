// Cholesky's factor of small dense matrices, row after row, as src/Training/Probing/Cholesky.cs has it.
function dot(a, aStart, b, bStart, count) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[aStart + i] * b[bStart + i];
  return sum;
}

/** Replaces the lower triangle of a symmetric matrix by L with L Lᵀ = A; false when it is not positive definite. */
function factor(matrix, n) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) matrix[i * n + j] = (matrix[i * n + j] - dot(matrix, i * n, matrix, j * n, j)) / matrix[j * n + j];
    const rest = matrix[i * n + i] - dot(matrix, i * n, matrix, i * n, i);
    if (!(rest > 0) || !Number.isFinite(rest)) return false;
    matrix[i * n + i] = Math.sqrt(rest);
  }
  return true;
}

/** Replaces b by L⁻¹ b. */
function solveLower(lower, n, b) {
  for (let i = 0; i < n; i++) b[i] = (b[i] - dot(lower, i * n, b, 0, i)) / lower[i * n + i];
}
