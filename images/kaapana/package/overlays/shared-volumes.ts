import { editLines } from './edit-lines.ts'
import type { EditResult } from './overlay.ts'

/** Texts changed one after the other; the first that does not fit is told. */
const inOrder =
  (...edits: readonly ((text: string) => EditResult)[]) =>
  (text: string): EditResult => {
    let result: EditResult = { text }
    for (const edit of edits) {
      if (!('text' in result)) return result
      result = edit(result.text)
    }
    return result
  }

/**
 * Volumes of shared folders: in a file system, by the handle that `global.shared_volume_<name>` has, or
 * on the node's disk, as upstream has them, without one.
 */
export const sharedVolumes = inOrder(
  editLines({
    line: '  hostPath:',
    times: 1,
    becomes: [
      '{{- $handle := index $global (printf "shared_volume_%s" ($volume.name | replace "-" "_")) }}',
      '{{- if $handle }}',
      '  csi:',
      '    driver: efs.csi.aws.com',
      '    volumeHandle: {{ $handle | quote }}',
      '{{- else }}',
      '  hostPath:',
    ],
  }),
  editLines({
    line: '    type: DirectoryOrCreate',
    times: 1,
    becomes: ['    type: DirectoryOrCreate', '{{- end }}'],
  }),
)
