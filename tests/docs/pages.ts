/** What a test reads of a rendered page. */
export interface RenderedPage {
  readonly path: string;
  readonly html: string;
  readonly ids: readonly string[];
  /** Targets of its links, as they are written. */
  readonly links: readonly string[];
}

export function pagesOf(files: ReadonlyMap<string, string>): RenderedPage[] {
  return [...files]
    .filter(([path]) => path.endsWith(".html"))
    .map(([path, html]) => ({
      path,
      html,
      ids: [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => unescaped(id)),
      links: [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href = ""]) => unescaped(href)),
    }));
}

/** What a browser shows of a page, near enough to look for words in it. */
export function textOf(html: string): string {
  return unescaped(html.replaceAll(/<wbr\/?>/g, "").replaceAll(/<[^>]*>/g, " ")).replaceAll(/\s+/g, " ");
}

function unescaped(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
