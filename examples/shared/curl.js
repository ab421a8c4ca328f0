/** Lines to paste into a terminal. */

/** A curl line that posts `body` as JSON. */
export function curlPost(url, body) {
  return `curl -sS ${quote(url)} -H 'content-type: application/json' -d ${quote(JSON.stringify(body))}`;
}

/** A curl line that reads `url`. */
export function curlGet(url) {
  return `curl -sS ${quote(url)}`;
}

// A shell takes everything between single quotes as it stands, except a single quote.
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
