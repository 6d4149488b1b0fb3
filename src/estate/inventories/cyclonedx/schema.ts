/** The fields read of a CycloneDX component, JSON or XML alike; everything else is left alone. */
export interface RawComponent {
  'bom-ref'?: string;
  type?: string;
  group?: string;
  name?: string;
  version?: string;
  purl?: string;
  cpe?: string;
  publisher?: string;
  supplier?: { name?: string };
  manufacturer?: { name?: string };
  scope?: string;
  components?: RawComponent[];
}

export interface RawBom {
  bomFormat?: string;
  specVersion?: string;
  metadata?: { component?: RawComponent };
  components?: RawComponent[];
  services?: unknown[];
  dependencies?: { ref?: string; dependsOn?: string[] }[];
}
