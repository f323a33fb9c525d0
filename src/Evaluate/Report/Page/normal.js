// The normal distribution, as src/Training/Probing/StandardNormal.cs has it (Hart 1968, algorithm 5666).
const rootTwoPi = 2.506628274631000502;
const upperTerms = [3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376];
const lowerTerms = [8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752];
const polynomial = (x, terms) => terms.reduce((value, term) => value * x + term, 0);

/** The probability of at most x. */
function cumulative(x) {
  const distance = Math.abs(x);
  let tail = 0;
  if (distance < 7.07106781186547) {
    tail = Math.exp(-0.5 * distance * distance) * polynomial(distance, upperTerms) / polynomial(distance, lowerTerms);
  } else if (distance <= 37) {
    const fraction = distance + 1 / (distance + 2 / (distance + 3 / (distance + 4 / (distance + 0.65))));
    tail = Math.exp(-0.5 * distance * distance) / rootTwoPi / fraction;
  }
  return x > 0 ? 1 - tail : tail;
}
