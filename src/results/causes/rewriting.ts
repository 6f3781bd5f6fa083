/** How a text was made of another one, in words that go on after "comes"; undefined where it was not. */
export function howRewritten(documented: string, actual: string): string | undefined {
  if (documented === actual) return undefined;
  if (actual === "") return "empty";
  if (documented.trim() === actual.trim()) return "with white space around it";
  if (documented.toLowerCase() === actual.toLowerCase()) {
    if (actual === documented.toLowerCase()) return "in lower case";
    return actual === documented.toUpperCase() ? "in upper case" : "in another case";
  }
  if (words(documented) === words(actual)) return "with other punctuation or white space";
  if (documented.startsWith(actual)) return "cut off";
  if (actual.startsWith(documented)) return "with more after it";
  return actual.endsWith(documented) ? "with more before it" : undefined;
}

function words(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
}
