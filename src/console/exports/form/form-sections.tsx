import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';
import { DestinationRules } from './destination-rules.js';
import { useForm } from './form-context.js';
import { ParcelInput } from './form-field.js';
import { valueOf, withLine } from './form-state.js';
import { GoodsLine } from './goods-line.js';
import { currenciesOf, nameIn, servicesTo } from '../tables/tables.js';

/** Everything that a declaration asks for, in the order of a talk at the counter. */
export function DeclarationSections({ promise }: { readonly promise: ComponentChildren }): JSX.Element {
  return (
    <>
      <SenderSection />
      <AddresseeSection />
      <GoodsSection />
      <ParcelSection />
      {promise}
      <EcommerceSection />
      <TaxSection />
      <MoreSection />
    </>
  );
}

/** A part of the form with its own heading. */
function Section(props: { readonly title: string; readonly lede?: string; readonly children: ComponentChildren }) {
  return (
    <fieldset class="card export-section">
      <legend>{props.title}</legend>
      {props.lede === undefined ? null : <p class="fine">{props.lede}</p>}
      {props.children}
    </fieldset>
  );
}

/** Fields beside each other, as many as there is room for. */
function Grid({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="export-grid">{children}</div>;
}

export function SenderSection(): JSX.Element {
  const { t } = useWords();
  const { state, tables } = useForm();
  const isBusiness = valueOf(state, 'sender') === 'business';
  const offices = tables.foreignPostOffices.map(({ id, name }) => [id, name] as const);
  return (
    <Section title={t('exports.section.sender')}>
      <Grid>
        <ParcelInput
          path="sender"
          hint={t('exports.hint.sender')}
          choices={(['personal', 'business'] as const).map((one) => [one, t(`exports.sender.${one}`)] as const)}
        />
        <ParcelInput
          path="channel"
          choices={(['electronic', 'paper'] as const).map((one) => [one, t(`exports.channel.${one}`)] as const)}
        />
        <ParcelInput path="is_ecommerce" />
      </Grid>
      <Grid>
        <ParcelInput path="exporter/name" />
        {isBusiness ? <ParcelInput path="exporter/business" /> : null}
        <ParcelInput path="exporter/phone" />
        <ParcelInput path="exporter/address" />
        <ParcelInput path="exporter/city" />
        <ParcelInput path="exporter/pin" />
        <ParcelInput path="exporter/email" />
      </Grid>
      <Grid>
        <ParcelInput path="exporter/iec" hint={t('exports.hint.iec')} />
        <ParcelInput path="exporter/gstin" />
        <ParcelInput path="exporter/state_code" hint={t('exports.hint.state_code')} />
        <ParcelInput path="exporter/ad_code" hint={t('exports.hint.ad_code')} />
        <ParcelInput path="booking_pin" hint={t('exports.hint.booking_pin')} />
        <ParcelInput path="foreign_post_office" choices={offices} />
      </Grid>
      {isBusiness ? (
        <details>
          <summary>{t('exports.agent')}</summary>
          <Grid>
            <ParcelInput path="agent/name" />
            <ParcelInput path="agent/licence" />
            <ParcelInput path="agent/address" />
          </Grid>
        </details>
      ) : null}
    </Section>
  );
}

function AddresseeSection(): JSX.Element {
  const { t, locale } = useWords();
  const { state, tables } = useForm();
  const country = valueOf(state, 'addressee/country');
  const destination = tables.destinations.find((one) => one.country === country);
  const countries = tables.destinations
    .map((one) => [one.country, nameIn(locale, one)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, locale));
  const services = servicesTo(tables, destination).map(({ service }) => [service.id, nameIn(locale, service)] as const);
  return (
    <Section title={t('exports.section.addressee')}>
      <Grid>
        <ParcelInput path="addressee/country" choices={countries} />
        <ParcelInput path="service" choices={services} />
      </Grid>
      {destination === undefined ? null : <DestinationRules destination={destination} tables={tables} />}
      <Grid>
        <ParcelInput path="addressee/name" />
        <ParcelInput path="addressee/business" />
        <ParcelInput path="addressee/phone" />
        <ParcelInput path="addressee/address" />
        <ParcelInput path="addressee/city" />
        <ParcelInput path="addressee/state" />
        <ParcelInput path="addressee/postal_code" />
        <ParcelInput path="addressee/email" />
        <ParcelInput path="addressee/importer_reference" />
      </Grid>
    </Section>
  );
}

function GoodsSection(): JSX.Element {
  const { t } = useWords();
  const { state, tables, change } = useForm();
  const currencies = currenciesOf(tables).map((code) => [code, code] as const);
  return (
    <Section title={t('exports.section.goods')}>
      <Grid>
        <ParcelInput
          path="category"
          choices={(['sale', 'gift', 'sample', 'documents', 'returned_goods', 'other'] as const).map(
            (one) => [one, t(`exports.category.${one}`)] as const,
          )}
        />
        <ParcelInput path="category_note" />
        <ParcelInput path="currency" choices={currencies} />
      </Grid>
      {state.goods.map((line, index) => (
        <GoodsLine key={line.row} row={line.row} index={index} />
      ))}
      <button type="button" class="button export-add" onClick={() => change(withLine)}>
        <Icon name="plus" size={16} />
        {t('exports.addLine')}
      </button>
    </Section>
  );
}

function ParcelSection(): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('exports.section.parcel')}>
      <Grid>
        <ParcelInput path="gross_weight_g" hint={t('exports.hint.gross')} />
        <ParcelInput path="length_mm" />
        <ParcelInput path="width_mm" />
        <ParcelInput path="height_mm" />
        <ParcelInput path="invoice/number" />
        <ParcelInput path="invoice/date" />
        <ParcelInput path="reference" hint={t('exports.hint.reference')} />
      </Grid>
    </Section>
  );
}

function EcommerceSection(): JSX.Element | null {
  const { t } = useWords();
  const { state } = useForm();
  if (valueOf(state, 'sender') !== 'business' || valueOf(state, 'is_ecommerce') !== 'true') return null;
  return (
    <Section title={t('exports.section.ecommerce')}>
      <Grid>
        <ParcelInput path="ecommerce/operator_gstin" />
        <ParcelInput path="ecommerce/website" />
        <ParcelInput path="ecommerce/payment_id" />
      </Grid>
    </Section>
  );
}

export function TaxSection({ isProfile = false }: { readonly isProfile?: boolean }): JSX.Element | null {
  const { t } = useWords();
  const { state } = useForm();
  if (valueOf(state, 'sender') !== 'business') return null;
  return (
    <Section title={t('exports.section.tax')}>
      <Grid>
        <ParcelInput
          path="tax/choice"
          choices={(['lut', 'igst', 'exempt'] as const).map((one) => [one, t(`exports.tax.${one}`)] as const)}
        />
        <ParcelInput path="tax/lut" />
        <ParcelInput path="tax/lut_date" />
      </Grid>
      {isProfile ? null : (
        <div class="export-flags">
          <ParcelInput path="claims/drawback" />
          <ParcelInput path="claims/rodtep" />
          <ParcelInput path="claims/rosctl" />
        </div>
      )}
    </Section>
  );
}

/** What few parcels need. */
function MoreSection(): JSX.Element {
  const { t } = useWords();
  return (
    <details class="card export-section">
      <summary>{t('exports.section.more')}</summary>
      <Grid>
        <ParcelInput path="item" hint={t('exports.hint.item')} />
        <ParcelInput path="comments" />
        <ParcelInput path="licences" hint={t('exports.hint.list')} />
        <ParcelInput path="certificates" hint={t('exports.hint.list')} />
        <ParcelInput path="total_value_minor" hint={t('exports.hint.total')} />
        <ParcelInput path="postal_charges_minor" hint={t('exports.hint.charges')} />
        <ParcelInput path="exporter/customs_reference" />
      </Grid>
    </details>
  );
}
