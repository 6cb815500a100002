import type { ComponentType } from 'preact';
import type { Scope } from '../wire/people/scopes.js';
import type { IconName } from './widgets/icon.js';
import type { WordKey } from './words/en/all.js';

/** A page of the console. Its module is loaded when it is opened. */
export interface Page {
  /** Where it begins. */
  readonly path: string;
  /** All addresses it answers, as `preact-iso` writes patterns; views of a page differ in what follows its path. */
  readonly paths: readonly string[];
  readonly words: WordKey;
  readonly icon: IconName;
  /** Who may open it. */
  readonly scope: Scope;
  /** Typed after `g`, it opens the page. */
  readonly letter: string;
  readonly load: () => Promise<ComponentType>;
}

/** All pages, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    paths: ['/'],
    words: 'nav.network',
    icon: 'network',
    scope: 'plans:read',
    letter: 'n',
    load: async () => (await import('./network/network-page.js')).NetworkPage,
  },
  {
    path: '/plans',
    paths: ['/plans/:id?/:view?/:shipment?'],
    words: 'nav.plans',
    icon: 'plan',
    scope: 'plans:read',
    letter: 'p',
    load: async () => (await import('./plans/plans-page.js')).PlansPage,
  },
  {
    path: '/explore',
    paths: ['/explore/:view?'],
    words: 'nav.explore',
    icon: 'explore',
    scope: 'plans:read',
    letter: 'e',
    load: async () => (await import('./explore/explore-page.js')).ExplorePage,
  },
  {
    path: '/promise',
    paths: ['/promise/:view?'],
    words: 'nav.promises',
    icon: 'promise',
    scope: 'quotes:read',
    letter: 'm',
    load: async () => (await import('./promises/promise-page.js')).PromisePage,
  },
  {
    path: '/dock',
    paths: ['/dock', '/dock/:place', '/dock/:place/:view', '/dock/:place/:view/:item'],
    words: 'nav.docks',
    icon: 'dock',
    scope: 'custody:read',
    letter: 'd',
    load: async () => (await import('./docks/docks-page.js')).DocksPage,
  },
  {
    path: '/parcels',
    paths: ['/parcels', '/parcels/:id'],
    words: 'nav.parcels',
    icon: 'parcels',
    scope: 'shipments:read',
    letter: 't',
    load: async () => (await import('./parcels/parcels-page.js')).ParcelsPage,
  },
  {
    path: '/exports',
    paths: ['/exports', '/exports/:id', '/exports/:id/:view'],
    words: 'nav.exports',
    icon: 'plane',
    scope: 'shipments:read',
    letter: 'o',
    load: async () => (await import('./exports/exports-page.js')).ExportsPage,
  },
  {
    path: '/exceptions',
    paths: ['/exceptions'],
    words: 'nav.exceptions',
    icon: 'exceptions',
    scope: 'shipments:read',
    letter: 'x',
    load: async () => (await import('./exceptions/exceptions-page.js')).ExceptionsPage,
  },
  {
    path: '/agreements',
    paths: ['/agreements', '/agreements/:id', '/agreements/:id/:view'],
    words: 'nav.agreements',
    icon: 'agreement',
    scope: 'agreements:read',
    letter: 'a',
    load: async () => (await import('./agreements/agreements-page.js')).AgreementsPage,
  },
  {
    path: '/settings',
    paths: ['/settings', '/settings/:view', '/settings/:view/:id'],
    words: 'nav.settings',
    icon: 'settings',
    scope: 'organisations:read',
    letter: 's',
    load: async () => (await import('./settings/settings-page.js')).SettingsPage,
  },
];
