import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Failure } from '../../shell/failure.tsx'
import type { AuditFilters } from './audit-search.ts'

const NEWLINE = 10
const FILE_NAME = 'audit-trail.ndjson'

/** Reads an export to its end, telling rows as they come. The browser keeps a large blob on disk. */
async function collect(stream: ReadableStream<Uint8Array>, tell: (rows: number) => void) {
  let rows = 0
  const counted = stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, out) => {
        for (const byte of bytes) if (byte === NEWLINE) rows += 1
        tell(rows)
        out.enqueue(bytes)
      },
    }),
  )
  return { blob: await new Response(counted).blob(), rows }
}

function save(blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = FILE_NAME
  link.click()
  // The browser has taken the file by the time other tasks run.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** All rows of a search, as a file. */
export function ExportRows({ filters }: { filters: AuditFilters }) {
  const { t } = useTranslation('audit')
  const [rows, setRows] = useState(0)
  const stop = useRef<AbortController>(undefined)
  const exporting = useMutation({
    mutationFn: async () => {
      stop.current = new AbortController()
      setRows(0)
      const { signal } = stop.current
      const stream = await answerOf(
        api.GET('/api/v1/audit/export', { params: { query: filters }, parseAs: 'stream', signal }),
      )
      const file = await collect(stream as ReadableStream<Uint8Array>, setRows)
      save(file.blob)
      return file.rows
    },
  })
  const wasStopped = stop.current?.signal.aborted === true
  return (
    <Stack gap="xs" align="flex-start">
      <Group>
        <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {t('exporting.start')}
        </Button>
        {exporting.isPending && (
          <Button variant="subtle" onClick={() => stop.current?.abort()}>
            {t('exporting.cancel')}
          </Button>
        )}
        <Text size="sm" role="status">
          {exporting.isPending && t('exporting.running', { count: rows })}
          {exporting.isSuccess && t('exporting.done', { count: exporting.data })}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {t('exporting.hint')}
      </Text>
      {exporting.isError && !wasStopped && (
        <Failure error={exporting.error} onAgain={() => exporting.mutate()} />
      )}
    </Stack>
  )
}
