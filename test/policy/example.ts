/** The example of the contract, without what this version does not support. */
export const EXAMPLE = `# yaml-language-server: $schema=policy.schema.json
version: 1
baseline:
  store: branch
  branch: model-gate
  path: .model-gate
  compare-with: auto
  max-age-days: 90
  max-commits: 200
defaults:
  level: fail
  when-unsure: warn
suites:
  - name: tumour
    files: ["results/*.csv"]
    format: auto
    task: binary
    columns: { id: id, label: label, prediction: prediction, score: p_malignant, cluster: patient }
    positive-label: malignant
    max-missing: 0
    expected-rows: 569
    slices: [age_band, [age_band, sex]]
    metrics: [log_loss, { metric: f1, label: benign }]
    gates:
      - { metric: recall, min: 0.90, max-drop: 1pp }
      - { metric: roc_auc, max-drop: 0.005 }
      - { metric: accuracy, slice: age_band, max-drop: 3pp, level: warn }
      - { metric: recall, slice: { age_band: "80+", sex: F }, min: 0.85 }
      - { metric: f1, label: benign, min: 0.9, when-unsure: fail }
      - { metric: log_loss, slice: [age_band, sex], max-rise: 10% }
alerts: {}
exports: []
privacy: {}
`;
