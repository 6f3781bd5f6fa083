/** Digits with the check digit of card numbers behind them (ISO/IEC 7812-1 annex B). */
export function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}
