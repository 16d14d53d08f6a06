const SVG = 'http://www.w3.org/2000/svg';

function setProp(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (name === 'dataset') Object.assign(element.dataset, value);
  else if (name === 'style') Object.assign(element.style, value);
  else if (name === 'value' || name === 'checked' || name === 'disabled') element[name] = value;
  else element.setAttribute(name, value === true ? '' : value);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  element.append(...children.flat(Infinity).filter(isShown));
  return element;
}

const isShown = (child) => child !== null && child !== undefined && child !== false && child !== '';

/** An element. Texts become text nodes, never markup, so whatever the server sends stays harmless. */
export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);

export const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

/** Puts these children in place of what is there. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(isShown));
  return element;
}
