import { useFormat } from './format.ts';
import { FormSample, ListSample, Others } from './gallery-samples.tsx';
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
