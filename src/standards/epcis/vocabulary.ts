/** Words of the Core Business Vocabulary 2.0 that stand bare in EPCIS 2.0 JSON-LD, as the official JSON schema lists them. */
export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const ACTIONS = ['OBSERVE', 'ADD', 'DELETE'] as const;
export type Action = (typeof ACTIONS)[number];

export const BIZ_STEPS = words(`accepting arriving assembling collecting commissioning consigning
  creating_class_instance cycle_counting decommissioning departing destroying disassembling dispensing encoding
  entering_exiting holding inspecting installing killing loading other packing picking receiving removing repackaging
  repairing replacing reserving retail_selling shipping staging_outbound stock_taking stocking storing transporting
  unloading unpacking void_shipping sensor_reporting sampling`);

export const DISPOSITIONS = words(`active container_closed damaged destroyed dispensed disposed encoded expired
  in_progress in_transit inactive no_pedigree_match non_sellable_other partially_dispensed recalled reserved retail_sold
  returned sellable_accessible sellable_not_accessible stolen unknown available completeness_verified
  completeness_inferred conformant container_open mismatch_instance mismatch_class mismatch_quantity needs_replacement
  non_conformant unavailable`);

export const BIZ_TRANSACTION_TYPES = words(
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
);

export const SOURCE_DEST_TYPES = words('owning_party possessing_party location');

export const ERROR_REASONS = words('did_not_occur incorrect_data');

export const MEASUREMENT_TYPES =
  words(`AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude
  AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area
  Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
  ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
  Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity
  MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime
  MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity
  RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time
  Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber`);

export const SENSOR_ALERTS = words('ALARM_CONDITION ERROR_CONDITION');

export const COMPONENTS =
  words(`x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting
  northing latitude longitude altitude`);

/** Where bare words of a vocabulary live on the web, and how their older URNs begin (CBV 2.0, section 5). */
export const VOCABULARIES = {
  bizStep: { words: BIZ_STEPS, web: 'https://ref.gs1.org/cbv/BizStep-', urn: 'urn:epcglobal:cbv:bizstep:' },
  disposition: { words: DISPOSITIONS, web: 'https://ref.gs1.org/cbv/Disp-', urn: 'urn:epcglobal:cbv:disp:' },
  bizTransactionType: {
    words: BIZ_TRANSACTION_TYPES,
    web: 'https://ref.gs1.org/cbv/BTT-',
    urn: 'urn:epcglobal:cbv:btt:',
  },
  sourceDestType: { words: SOURCE_DEST_TYPES, web: 'https://ref.gs1.org/cbv/SDT-', urn: 'urn:epcglobal:cbv:sdt:' },
  errorReason: { words: ERROR_REASONS, web: 'https://ref.gs1.org/cbv/ER-', urn: 'urn:epcglobal:cbv:er:' },
  component: { words: COMPONENTS, web: 'https://ref.gs1.org/cbv/Comp-', urn: undefined },
  measurementType: { words: MEASUREMENT_TYPES, web: 'https://gs1.org/voc/', urn: undefined },
  sensorAlert: { words: SENSOR_ALERTS, web: 'https://gs1.org/voc/', urn: undefined },
} as const;
export type Vocabulary = keyof typeof VOCABULARIES;

/** Address of the JSON-LD context that every EPCIS 2.0 document names. */
export const EPCIS_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** Prefixes that the standard's context declares, so that documents need not. */
export const STANDARD_PREFIXES: Readonly<Record<string, string>> = {
  gs1: 'https://gs1.org/voc/',
  cbv: 'https://ref.gs1.org/cbv/',
  epcis: 'https://ref.gs1.org/epcis/',
  cbvmda: 'urn:epcglobal:cbv:mda:',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
