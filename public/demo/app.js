import { listen } from './lib/events.js';
import { currentRoute, go, replace } from './lib/router.js';
import { buildDrawer } from './drawer/drawer.js';
import { buildPhone, frame, scrollToTop, show } from './parts/phone.js';
import { closeSheets } from './parts/sheet.js';
import { errorState, skeletons } from './parts/states.js';
import { toast } from './parts/toast.js';
import { pages } from './pages/index.js';
import { refreshCartCount } from './server/cart-count.js';
import { session } from './server/session.js';
import { buildTour } from './tour/tour.js';

let visit = 0;

/** Draws the page that the address names; a page that was left meanwhile is not drawn any more. */
async function draw() {
  const { page, params, query } = currentRoute(pages);
  visit += 1;
  const mine = visit;
  closeSheets();
  if (page.needsSession && !session()) {
    replace(`/sign-in?to=${encodeURIComponent(window.location.hash.slice(1))}`);
    return;
  }
  frame(page);
  show((page.loading ?? skeletons.list)());
  scrollToTop();
  try {
    const { body, actions, title } = await page.render({ params, query, redraw: draw });
    if (mine !== visit) return;
    if (title) frame({ ...page, title });
    show(body, actions ?? null);
  } catch (failure) {
    if (mine === visit) show(errorState(failure, draw));
  }
}

buildPhone(document.getElementById('phone'));
buildTour(document.getElementById('tour'));
buildDrawer(document.getElementById('drawer'));
listen('session', () => void refreshCartCount());
listen('sign-in-needed', () => {
  go('/sign-in');
  toast('登录已失效，请重新登录', 'bad');
});
window.addEventListener('hashchange', () => void draw());
if (!window.location.hash) replace(session() ? '/home' : '/sign-in');
else void draw();
void refreshCartCount();
