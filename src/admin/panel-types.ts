import type { ComponentType, ReactNode } from 'react';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** Stored value → what staff read. Comes with the schema, see the server's admin labels. */
export type Choices = Record<string, { text: string; tone?: Tone }>;

/** What the panel knows of an attribute, as far as our fields and cells need it. */
export interface Attribute {
  type: string;
  customField?: string;
  min?: number;
  pluginOptions?: { mallard?: { choices?: Choices } };
}

/** What content-manager hands to a custom input. */
export interface FieldProps {
  name: string;
  label?: ReactNode;
  labelAction?: ReactNode;
  hint?: ReactNode;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  attribute?: Attribute;
}

type Loader = () => Promise<{ default: ComponentType<never> }>;

/** The part of Strapi's `app` that exists while plugins register. */
export interface PanelRegister {
  customFields: {
    register(field: {
      name: string;
      type: string;
      intlLabel: Message;
      intlDescription: Message;
      components: { Input: Loader };
    }): void;
  };
  addFields(field: { type: string; Component: ComponentType<FieldProps> }): void;
  addRBACMiddleware(middlewares: RbacMiddleware[]): void;
  widgets: { register(reducer: () => Widget[]): void };
}

/** The part of Strapi's `app` that exists once all plugins have registered. */
export interface PanelBootstrap {
  registerHook(name: string, handler: (value: never) => unknown): void;
  getPlugin(name: 'content-manager'): {
    apis: { addDocumentAction(actions: unknown[]): void; addEditViewSidePanel(panels: unknown[]): void };
    injectComponent(page: 'listView', place: 'actions', component: { name: string; Component: ComponentType }): void;
  };
}

export interface Permission {
  action: string;
}

type CheckPermissions = (permissions: Permission[]) => Promise<Permission[]> | Permission[];

/** Sees the permissions of the account that a link or page asks for, and may withhold some. */
export type RbacMiddleware = (context: unknown) => (next: CheckPermissions) => CheckPermissions;

export interface Message {
  id: string;
  defaultMessage: string;
}

export interface Widget {
  id: string;
  icon: ComponentType;
  title: Message;
  component: () => Promise<ComponentType>;
}
