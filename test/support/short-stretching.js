/**
 * For pages of tests. Passwords are stretched by PBKDF2 with 600,000 rounds, hundreds of times in a test run, and most
 * of what a processor did for it was that. Here they take 600. Only that one number is taken for another: were the
 * product's or the contract's changed by a round, the two would no longer agree, and vaults would not open. What the
 * rounds themselves cost is shown with all of them (`stretchFully`), as the journeys go, but for those of the
 * published questions and of the truth table, which register and unlock on every channel in both languages.
 */
{
  const [rounds, fewer] = [600_000, 600];
  const {deriveBits} = SubtleCrypto.prototype;
  SubtleCrypto.prototype.deriveBits = function (algorithm, ...others) {
    const isStretching = algorithm.name === 'PBKDF2' && algorithm.iterations === rounds;
    return deriveBits.call(this, isStretching ? {...algorithm, iterations: fewer} : algorithm, ...others);
  };
  /** From now on, and on this page, all rounds are gone through. */
  globalThis.stretchFully = () => {
    SubtleCrypto.prototype.deriveBits = deriveBits;
  };
}
