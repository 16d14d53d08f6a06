/** Strapi ends every page title with its own name; the browser tab of a shop should say whose panel it is. */
export function nameTheTab(): void {
  const rename = () => {
    const named = document.title.replace(/Strapi(?: Admin)?$/, 'Mallard商城');
    if (named !== document.title) document.title = named;
  };
  rename();
  new MutationObserver(rename).observe(document.head, { childList: true, subtree: true, characterData: true });
}
