/** A Job that Helm runs at a moment of the platform chart's life, and waits for. */
export interface HookJob {
  readonly name: string
  /** When: `post-install`, `pre-delete`. */
  readonly hook: string
  /** Order among hooks of the same moment. */
  readonly weight: number
  /** Seconds it may take; less than the release's timeout, so that the Job tells why it failed. */
  readonly seconds: number
  /** Lines of a POSIX shell script. */
  readonly script: readonly string[]
}

/**
 * Template of a hook. It has kubectl and Helm from the image of kube-helm, and the rights of kube-helm,
 * which Kaapana gives whatever it installs. A failed one stays, for its log.
 */
export function hookJob({ name, hook, weight, seconds, script }: HookJob): string {
  const lines = [
    'apiVersion: batch/v1',
    'kind: Job',
    'metadata:',
    `  name: ${name}`,
    '  namespace: "{{ .Values.global.admin_namespace }}"',
    '  annotations:',
    `    helm.sh/hook: ${hook}`,
    `    helm.sh/hook-weight: "${weight}"`,
    '    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded',
    'spec:',
    '  backoffLimit: 0',
    `  activeDeadlineSeconds: ${seconds}`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        app.kubernetes.io/name: ${name}`,
    '    spec:',
    '{{- include "kaapana.nodeSelector" . | indent 6 }}',
    '      restartPolicy: Never',
    '      serviceAccountName: kaapana-kube-admin',
    '      imagePullSecrets:',
    '      - name: registry-secret',
    '      containers:',
    `      - name: ${name}`,
    ...CONTAINER,
    '        command:',
    '        - /bin/sh',
    '        - -c',
    '        - |',
    ...script.map((line) => (line === '' ? '' : `          ${line}`)),
    '      volumes:',
    '      - name: scratch',
    '        emptyDir:',
    '          sizeLimit: 64Mi',
  ]
  return `${lines.join('\n')}\n`
}

const CONTAINER = [
  '        image: "{{ .Values.global.registry_url }}/kube-helm:{{ .Values.global.kaapana_build_version }}"',
  '        imagePullPolicy: {{ .Values.global.pull_policy_images }}',
  '        env:',
  '        - name: HOME',
  '          value: /scratch',
  '        resources:',
  '          requests:',
  '            cpu: 50m',
  '            memory: 100Mi',
  '          limits:',
  '            memory: 500Mi',
  '        securityContext:',
  '          allowPrivilegeEscalation: false',
  '          readOnlyRootFilesystem: true',
  '          capabilities:',
  '            drop: [ALL]',
  '          seccompProfile:',
  '            type: RuntimeDefault',
  '        volumeMounts:',
  '        - name: scratch',
  '          mountPath: /scratch',
]

/** First lines of every script: the namespaces, as the values have them. */
export const NAMESPACES: readonly string[] = [
  'set -u',
  "admin='{{ .Values.global.admin_namespace }}'",
  "services='{{ .Values.global.services_namespace }}'",
  "extensions='{{ .Values.global.extensions_namespace }}'",
  "projects() { kubectl get namespaces -o name | sed -n 's|^namespace/\\(project-.*\\)|\\1|p'; }",
]
