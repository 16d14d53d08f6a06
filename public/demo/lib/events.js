const bus = new EventTarget();

/** Tells whoever listens; the parts of the page know each other by these names only. */
export const announce = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

export const listen = (name, handle) => bus.addEventListener(name, (event) => handle(event.detail));
