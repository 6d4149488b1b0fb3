import { useState } from 'react';
import { z } from 'zod';
import { useFormat } from './format.ts';
import { useLocale } from './i18n.ts';
import * as Kit from './kit/index.ts';
import { toast } from './toasts.ts';

/** Every part of the kit on one page, for those who write screens. Not in the product: built in development only. */
export function Screen() {
  return (
    <Kit.Screen
      title="Galerie du kit"
      density="reading"
      folio={
        <>
          <b>CVE-2025-49113</b>
          <span>Roundcube 1.6.10 sur srv-mail-02</span>
        </>
      }
      dek="Chaque pièce telle qu’elle sert. 11 400 personnes ; deux échéances ? « Oui » → 3 jours ≥ 2."
      actions={
        <>
          <Kit.Button tone="primary">Décider</Kit.Button>
          <Kit.Button onPress={() => toast('Acceptation enregistrée.', { undo: async () => undefined })}>
            Message
          </Kit.Button>
        </>
      }
      keys={[{ keys: ['J', 'K'], label: 'ligne' }]}
    >
      <Marks />
      <Kit.Columns split="8:4">
        <Why />
        <Side />
      </Kit.Columns>
      <Touches />
      <Kit.Columns split="7:5">
        <FormSample />
        <Others />
      </Kit.Columns>
      <ListSample />
    </Kit.Screen>
  );
}

const LEVELS = ['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const;
const VERDICTS = ['affected', 'unknown', 'not_affected'] as const;
const FACETS = ['reached', 'fragile', 'solid', 'unknown'] as const;

function Marks() {
  const f = useFormat();
  return (
    <Kit.Band title="Marques" note="gravité, verdict, facettes">
      <Kit.Facts
        items={[
          [
            'Gravité',
            <span key="s" className="acts">
              {LEVELS.map((l) => (
                <Kit.Severity key={l} level={l} />
              ))}
            </span>,
          ],
          [
            'Verdict',
            <span key="v" className="acts">
              {VERDICTS.map((v) => (
                <Kit.Verdict key={v} value={v} />
              ))}
            </span>,
          ],
          [
            'Étiquette',
            <span key="c" className="acts">
              {VERDICTS.map((v) => (
                <Kit.Verdict key={v} value={v} form="chip" />
              ))}
            </span>,
          ],
          [
            'Facettes',
            <span key="f" className="acts">
              {FACETS.map((s) => (
                <Kit.Facet key={s} state={s} was="solid" />
              ))}
            </span>,
          ],
          [
            'Trois en une',
            <Kit.FacetTriplet
              key="t"
              states={['solid', 'fragile', 'unknown']}
              labels={['Sécurité', 'Démarches', 'Adhésion']}
            />,
          ],
          [
            'Votes',
            <Kit.Votes
              key="w"
              votes={[
                { source: 'CVE', vote: 'affected' },
                { source: 'CERT-FR', vote: 'unknown' },
                { source: 'NVD', vote: 'not_affected' },
              ]}
            />,
          ],
          [
            'Tendance',
            <span key="p">
              {f.percent(0.78)}{' '}
              <Kit.Sparkline values={[0.2, 0.3, null, 0.6, 0.78]} say={(v) => f.percent(v)} />{' '}
              <Kit.MiniBar value={7} max={24} /> <Kit.MiniBar value={null} max={24} />
            </span>,
          ],
          [
            'Échéances',
            <span key="d" className="acts">
              <Kit.Countdown until={Date.now() + 33e6} />
              <Kit.Countdown until={Date.now() + 206e6} />
              <Kit.Countdown until={Date.now() - 4e6} />
              <Kit.Countdown until={null} />
            </span>,
          ],
          ['Service', <Kit.ServiceChip key="k" id="s1" name="Messagerie des agents" users={4180} />],
        ]}
      />
    </Kit.Band>
  );
}

function Why() {
  return (
    <div>
      <Kit.Band title="Pourquoi ?" note="2 votes pour, 1 contre">
        <Kit.WhyPanel
          verdict="affected"
          voters={[
            {
              source: 'Fiche CVE',
              age: 'éditeur, le 2 juin',
              quote: 'lessThan 1.6.11, schéma semver',
              range: '1.6.0 inclus à 1.6.11 exclu',
              ruler: { spans: [{ from: 0.5, to: 0.9 }], at: 0.82 },
              compared: '1.6.10',
              vote: 'affected',
            },
            {
              source: 'CERT-FR',
              age: 'avis, rév. du 23',
              quote: 'Roundcube versions 1.6.x antérieures à 1.6.11',
              range: '1.6.0 inclus à 1.6.11 exclu',
              ruler: { spans: [{ from: 0.5, to: 0.9, silent: true }], at: 0.82 },
              compared: '1.6.10',
              vote: 'unknown',
            },
            {
              source: 'NVD, CPE',
              age: 'relevé il y a 41 h',
              quote: 'roundcube:webmail, borne 1.6.9 exclue',
              range: 'avant 1.6.9',
              ruler: { spans: [{ to: 0.78 }], at: 0.82 },
              compared: '1.6.10',
              vote: 'not_affected',
            },
          ]}
          note={
            <p>
              <b>Le désaccord, et pourquoi Vigie tranche.</b> L’éditeur prime. Règle{' '}
              <code>votes.editeur-prime</code>, méthode 4.2.
            </p>
          }
        />
      </Kit.Band>
      <Kit.Band title="Ce que dit la table de décision" note="CISA BOD 26-04">
        <Kit.DecisionTable
          inputs={[
            { id: 'kev', label: 'Exploitée', value: 'Oui', from: 'Catalogue KEV' },
            { id: 'exposed', label: 'Exposée', value: 'Oui', from: 'Joignable d’Internet' },
            { id: 'auto', label: 'Automatisable', value: 'Non', from: 'SSVC' },
          ]}
          outcome={{ value: '3 jours, et enquête', note: 'Corriger, puis chercher une compromission' }}
          lines={[
            { values: ['Oui', 'Oui', null], outcome: '3 jours, et enquête' },
            { values: ['Oui', 'Non', null], outcome: '14 jours' },
          ]}
          applies={0}
        />
      </Kit.Band>
    </div>
  );
}

function Side() {
  return (
    <div>
      <Kit.Band title="Verdict">
        <Kit.Verdict value="affected" form="large" />
        <p className="gap-small">
          <Kit.Countdown until={Date.now() + 206e6} size="big" />
        </p>
      </Kit.Band>
      <Kit.Band title="Histoire">
        <Kit.Timeline
          entries={[
            {
              id: '1',
              at: Date.now() - 3e6,
              text: 'L’issue passe à 3 jours, et enquête.',
              by: 'inscription au KEV',
            },
            { id: '2', at: Date.now() - 9e7, text: 'Plan retenu : mise à jour vers 1.6.11.', by: 'Teva M.' },
          ]}
        />
      </Kit.Band>
    </div>
  );
}

function Touches() {
  return (
    <Kit.Band title="Ce qu’elle touche" note="3 services">
      <Kit.DependencyGraph
        label="De Roundcube à trois services"
        subject="c"
        layers={['Composant', 'Machine', 'Application', 'Service public']}
        nodes={[
          { id: 'c', label: 'Roundcube 1.6.10', note: 'relevé osquery', layer: 0 },
          { id: 'm', label: 'srv-mail-02', note: 'Internet', layer: 1, onPath: true, to: '/' },
          { id: 'a', label: 'Webmail', note: '4 180 comptes', layer: 2, onPath: true },
          { id: 's1', label: 'Messagerie des agents', note: 'D4 I3 C4 P3', layer: 3, onPath: true },
          { id: 's2', label: 'Astreinte', layer: 3 },
          { id: 's3', label: 'Guichet des communes', note: 'mode dégradé : téléphone', layer: 3 },
        ]}
        edges={[
          { from: 'c', to: 'm', onPath: true },
          { from: 'm', to: 'a', onPath: true },
          { from: 'a', to: 's1', onPath: true },
          { from: 'a', to: 's2' },
          { from: 'a', to: 's3', degraded: true },
        ]}
      />
    </Kit.Band>
  );
}

const Sample = z.object({
  name: z.string().min(3).max(80),
  email: z.email(),
  kind: z.enum(['public', 'internal']),
  users: z.number().int().min(0).optional(),
  until: z.iso.date().optional(),
  online: z.boolean(),
  note: z.string().max(500).optional(),
});

function FormSample() {
  const [open, setOpen] = useState(false);
  const [ask, setAsk] = useState(false);
  return (
    <Kit.Band title="Formulaire" note="dessiné d’après un schéma">
      <Kit.Form
        schema={Sample}
        labels="shell:gallery"
        fields={{
          name: { label: 'Nom', help: 'Tel que les usagers le lisent.' },
          email: { label: 'Courriel' },
          kind: {
            label: 'Sorte',
            options: [
              { value: 'public', label: 'Service public' },
              { value: 'internal', label: 'Service interne' },
            ],
          },
          users: { label: 'Usagers' },
          until: { label: 'Jusqu’au' },
          online: { label: 'Ouvert en ligne' },
          note: { label: 'Note', kind: 'textarea' },
        }}
        submit="Enregistrer"
        onSubmit={async () => toast('Enregistré.')}
        guard={false}
      />
      <div className="acts gap-above">
        <Kit.Button onPress={() => setOpen(true)}>Boîte</Kit.Button>
        <Kit.Button tone="danger" onPress={() => setAsk(true)}>
          Révoquer
        </Kit.Button>
        <Kit.Tooltip text="Une aide courte">
          <Kit.Button tone="quiet">Survol</Kit.Button>
        </Kit.Tooltip>
      </div>
      <Kit.Dialog open={open} onClose={() => setOpen(false)} title="Une boîte de dialogue">
        <p>Du texte, et une action.</p>
      </Kit.Dialog>
      <Kit.Confirm
        open={ask}
        onClose={() => setAsk(false)}
        title="Révoquer le jeton ?"
        action="Révoquer le jeton"
        danger
        run={async () => undefined}
      >
        Ce qui l’utilise cessera de fonctionner.
      </Kit.Confirm>
    </Kit.Band>
  );
}

function Others() {
  return (
    <div>
      <Kit.Band title="Onglets et documents">
        <Kit.Tabs
          label="Parties"
          tabs={[
            {
              id: 'a',
              label: 'Document',
              content: (
                <Kit.JsonTree
                  value={{ cveMetadata: { cveId: 'CVE-2025-49113', state: 'PUBLISHED' }, references: [1, 2] }}
                  open={2}
                />
              ),
            },
            {
              id: 'b',
              label: 'Texte',
              count: 2,
              content: <Kit.SafeText>{'Première ligne <b>inerte</b>.\n\nSeconde.'}</Kit.SafeText>,
            },
          ]}
        />
        <Kit.Code block copy label="Commande">
          npx vigie match --inventory sbom.json
        </Kit.Code>
      </Kit.Band>
      <Kit.Band title="Fichier">
        <Kit.FileDrop
          label="Déposer un inventaire"
          path="/api/galerie/file"
          help="CycloneDX, SPDX, CSV. 1 Go au plus."
          onDone={() => undefined}
        />
      </Kit.Band>
      <Kit.Band title="Rien encore">
        <Kit.Empty
          title="Aucun service déclaré"
          action={<Kit.Button tone="primary">Déclarer un service</Kit.Button>}
        >
          Un service public est ce que Vigie protège : commencez par le plus utilisé.
        </Kit.Empty>
      </Kit.Band>
      <Kit.Band title="Graphique">
        <Kit.Chart
          title="Expositions ouvertes, par semaine"
          labels={['S44', 'S45', 'S46', 'S47']}
          series={[{ name: 'Ouvertes', values: [41, 38, null, 44], kind: 'bar', accent: true }]}
        />
      </Kit.Band>
    </div>
  );
}

interface Row {
  id: string;
  title: string;
  product: string;
  severity: Kit.SeverityLevel;
  verdict: Kit.VerdictValue;
  due: string | null;
  epss: number;
}

function ListSample() {
  const f = useFormat();
  useLocale();
  return (
    <Kit.Band title="Liste" note="tout est dans l’adresse">
      <Kit.DataTable<Row>
        name="Expositions"
        list="gallery.rows"
        path="/api/galerie/rows"
        rowId={(r) => r.id}
        rowLabel={(r) => r.title}
        rowTo={(r) => `/expositions/${r.id}`}
        tall
        exportable
        defaultSort="due"
        defaultSize={8}
        columns={[
          {
            id: 'severity',
            label: 'Gravité',
            cell: (r) => <Kit.Severity level={r.severity} />,
            sort: true,
            phone: 'aside',
          },
          {
            id: 'title',
            label: 'Vulnérabilité',
            primary: true,
            cell: (r) => (
              <>
                {r.title}
                <span className="l2">{`${r.id} · ${r.product}`}</span>
              </>
            ),
          },
          { id: 'verdict', label: 'Verdict', cell: (r) => <Kit.Verdict value={r.verdict} /> },
          {
            id: 'due',
            label: 'Échéance',
            sort: true,
            cell: (r) => <Kit.Countdown until={r.due} size="row" />,
          },
          {
            id: 'epss',
            label: 'EPSS',
            align: 'end',
            sort: true,
            cell: (r) => f.percent(r.epss),
            phone: 'none',
          },
        ]}
        filters={[
          {
            id: 'severity',
            label: 'Gravité',
            options: LEVELS.slice(0, 4).map((l) => ({ value: l, label: l })),
          },
          { id: 'mine', label: 'Les miennes', toggle: true },
        ]}
        views={[
          { id: 'due', label: 'À échoir', search: {} },
          {
            id: 'check',
            label: 'À vérifier',
            search: { severity: 'high' },
            count: { path: '/api/galerie/rows' },
          },
        ]}
        bulk={(rows, clear) => ({
          summary: `${rows.length} services touchés`,
          actions: (
            <Kit.Button tone="primary" size="small" onPress={clear}>
              Attribuer
            </Kit.Button>
          ),
        })}
        preview={(r) => (
          <>
            <p className="mut">{r.id}</p>
            <h2>{r.title}</h2>
            <Kit.Verdict value={r.verdict} form="chip" />
          </>
        )}
      />
    </Kit.Band>
  );
}
