/**
 * Lines of a Service's port that ask for a node port only where it can be had:
 * `global.<name>_node_port`, or `global.<name>_port` where that is in Kubernetes' default range;
 * otherwise the cluster picks one.
 */
export function nodePortLines(name: 'https' | 'http' | 'dicom', indent: number): readonly string[] {
  const port = `.Values.global.${name}_node_port | default .Values.global.${name}_port | int`
  const space = ' '.repeat(indent)
  return [
    `${space}{{- with ${port} }}`,
    `${space}{{- if and (ge . 30000) (le . 32767) }}`,
    `${space}nodePort: {{ . }}`,
    `${space}{{- end }}`,
    `${space}{{- end }}`,
  ]
}
