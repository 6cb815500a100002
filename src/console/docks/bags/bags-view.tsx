import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Client } from '../../../wire/http/call-route.js';
import type { ContainerSchema } from '../../../wire/docks/containers.js';
import { useSession } from '../../app/session.js';
import { useClient } from '../../client/client-context.js';
import { useAnswer } from '../../client/use-answer.js';
import { Badge } from '../../widgets/badge.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Empty, Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { bagsInHand, waitsFor, type ListedBag } from './bag-state.js';
import type { DockViewProps } from '../day-view.js';
import type { DockDevice } from '../device/dock-device.js';
import type { KeptAct } from '../device/dock-store.js';
import { dockPath } from '../dock-paths.js';
import { useActing } from '../use-acting.js';
import { useSsccsAhead } from './use-ssccs-ahead.js';

type WireContainer = z.infer<typeof ContainerSchema>;

/** Bags and cages that are in hand, and new ones. */
export function BagsView({ device, state, place }: DockViewProps): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const dock = state.docks?.find((one) => one.place === place);
  const given = (dock?.interchanges ?? []).filter(({ gives }) => gives);
  const targets = [...new Set(given.map(({ partner_place }) => partner_place))];
  const answered = useAnswer<readonly ListedBag[]>(
    (client, signal) =>
      device.toldOf('bags', async () => {
        const { data } = (await client.listContainers({ query: { limit: 100 }, signal })).body;
        const inHand = data.filter(({ manifest_id }) => manifest_id === null);
        await keepAhead(device, client, inHand);
        return inHand;
      }),
    [],
  );
  const isWriter = may('custody:write');
  // Without an answer it is found out when a bag is made.
  const gs1 = useAnswer(
    (client, signal) => device.toldOf('gs1', async () => (await client.getGs1Prefix({ signal })).body),
    [],
  );
  const isNumberless = gs1.value?.settings === null;
  useSsccsAhead(device, isWriter);
  return (
    <>
      <a class="dock-back" href={dockPath(place)}>
        <Icon name="back" /> {t('docks.backToDay')}
      </a>
      <PageHead title={t('docks.bags')} lede={t('docks.bagsMore')} />
      {isWriter && targets.length === 0 && dock !== undefined ? <p class="note">{t('docks.noBagTargets')}</p> : null}
      {isWriter && targets.length > 0 ? (
        isNumberless ? (
          <NoNumbers />
        ) : (
          <NewBag device={device} place={place} targets={targets} />
        )
      ) : null}
      <Shown answered={answered}>
        {(bags) => <BagList place={place} bags={bagsInHand(bags, state.acts)} acts={state.acts} />}
      </Shown>
    </>
  );
}

/** Bags bear numbers of the carrier's GS1 company prefix: says where it is set, and by whom. */
function NoNumbers(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  return (
    <div class="note">
      <p>{t('docks.noPrefix')}</p>
      {may('organisations:write') ? (
        <a class="button button-main" href="/settings/organisation#gs1">
          {t('docks.setPrefix')}
        </a>
      ) : (
        <p>{t('docks.askForPrefix')}</p>
      )}
    </div>
  );
}

/**
 * Makes a bag or cage that opens at a partner's facility: under an SSCC that was taken ahead, so that it needs no connection. A device that has
 * none, because it was never here with a connection, asks the server for the bag.
 */
function NewBag(props: {
  readonly device: DockDevice;
  readonly place: string;
  readonly targets: readonly string[];
}): JSX.Element {
  const { device, place, targets } = props;
  const { t } = useWords();
  const client = useClient();
  const { route } = useLocation();
  const { isAsking, act } = useActing();
  const [target, setTarget] = useState(targets[0] ?? '');
  const make = async (kind: 'bag' | 'cage'): Promise<void> => {
    const bag = { kind, opens_at: target };
    const sscc = await device.makeBag(bag);
    route(dockPath(place, 'bags', sscc ?? (await client.createContainer({ body: bag })).body.id));
  };
  return (
    <div class="dock-new-bag">
      <label>
        <span class="fine">{t('docks.opensAt')}</span>
        <select class="dock-big" value={target} onChange={({ currentTarget }) => setTarget(currentTarget.value)}>
          {targets.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {(['bag', 'cage'] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          class="button dock-big"
          disabled={isAsking}
          onClick={() => act(() => make(kind))}
        >
          <Icon name="plus" /> {t(`docks.new.${kind}`)}
        </button>
      ))}
    </div>
  );
}

/** So many bags are kept ahead, so that each can be filled without a connection. */
const AHEAD_MAX = 12;

async function keepAhead(device: DockDevice, client: Client, bags: readonly WireContainer[]): Promise<void> {
  for (const { id } of bags.filter(({ status }) => status === 'open').slice(0, AHEAD_MAX)) {
    await device.toldOf(`bag ${id}`, async () => (await client.getContainer({ params: { id } })).body);
  }
}

function BagList(props: {
  readonly place: string;
  readonly bags: readonly ListedBag[];
  readonly acts: readonly KeptAct[];
}): JSX.Element {
  const { t } = useWords();
  const { place, bags, acts } = props;
  if (bags.length === 0) {
    return (
      <Empty icon="parcels" title={t('docks.noBags')}>
        <p>{t('docks.noBagsMore')}</p>
      </Empty>
    );
  }
  return (
    <ul class="dock-items">
      {bags.map(({ id, sscc, kind, opens_at, status, seal }) => (
        <li key={sscc}>
          <a class="dock-item" href={dockPath(place, 'bags', id)}>
            <span class="mono">{sscc}</span>
            <span class="fine">
              {t(`docks.kind.${kind}`)} · {opens_at}
              {seal === null ? '' : ` · ${t('docks.seal', { seal })}`}
            </span>
          </a>
          {acts.some((act) => waitsFor(act, { id, sscc })) ? (
            <Badge tone="info">{t('docks.dispute.waits')}</Badge>
          ) : null}
          <Badge tone={status === 'open' ? 'late' : 'good'}>{t(`docks.bag.${status}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}
