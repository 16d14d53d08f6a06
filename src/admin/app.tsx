import './first-visit';
import logo from './branding/mallard.svg';
import { nameTheTab } from './branding/name-the-tab';
import { offerChoices } from './choices/choice-fields';
import { ChoiceInput } from './choices/choice-input';
import { allDeeds } from './deeds/all-deeds';
import { deedAction } from './deeds/deed-action';
import { deedPanel } from './deeds/deed-panel';
import { homeWidgets } from './home/home-widgets';
import { addColumns } from './list/add-columns';
import { formatCells } from './list/format-cells';
import { translateFilters } from './list/translate-filters';
import { hideWorkshops } from './menu/hide-workshops';
import { MemberStory } from './member/member-story-panel';
import { arrangeMenu, menuTexts } from './menu/arrange-menu';
import { StatementPanel } from './merchant/statement-panel';
import { moneyField } from './money/money-field';
import { moneyTotalField } from './money/money-total-field';
import { OrderStory } from './order/order-story-panel';
import type { PanelBootstrap, PanelRegister } from './panel-types';
import { PointsListReports, RulePreview } from './points/points-reports';
import { zhHans } from './translations';

export default {
  config: {
    auth: { logo },
    menu: { logo },
    locales: ['zh-Hans'],
    translations: { 'zh-Hans': { ...zhHans, ...menuTexts } },
    notifications: { releases: false },
    tutorials: false,
  },

  register(app: PanelRegister): void {
    app.customFields.register(moneyField);
    app.customFields.register(moneyTotalField);
    app.addFields({ type: 'choice', Component: ChoiceInput });
    app.addRBACMiddleware([hideWorkshops]);
    app.widgets.register(() => homeWidgets);
  },

  bootstrap(app: PanelBootstrap): void {
    nameTheTab();
    app.registerHook('Admin/CM/pages/App/mutate-collection-types-links', arrangeMenu);
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', formatCells);
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', addColumns);
    app.registerHook('Admin/CM/pages/ListView/inject-in-filters', translateFilters);
    app.registerHook('Admin/CM/pages/EditView/mutate-edit-view-layout', offerChoices);
    const contentManager = app.getPlugin('content-manager');
    contentManager.apis.addDocumentAction(allDeeds.map(deedAction));
    const panels = [deedPanel(allDeeds), OrderStory, MemberStory, StatementPanel, RulePreview];
    contentManager.apis.addEditViewSidePanel(panels);
    contentManager.injectComponent('listView', 'actions', { name: 'points-reports', Component: PointsListReports });
  },
};
