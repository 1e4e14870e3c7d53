import './batch.css'
import { Stack, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKept } from '../../../kept/use-kept.ts'
import { useSession } from '../../../session/session-provider.tsx'
import type { BatchResult } from './batch-result.ts'
import type { BatchRun } from './batch-run.ts'
import { FileChoice } from './file-choice.tsx'
import { FileRead } from './file-read.tsx'
import type { Chosen } from './read-file.ts'
import { RunView } from './run-view.tsx'
import { predictFhir } from './send-fhir.ts'
import { predictRows } from './send-rows.ts'

/** Predictions for a file: choose it, see what is wrong with it, send it in parts, see the results. */
export default function BatchPrediction() {
  const { t } = useTranslation('predict')
  const { session } = useSession()
  const heading = useRef<HTMLHeadingElement>(null)
  const [chosen, setChosen] = useKept<Chosen | null>('batch file', () => null)
  const [run, setRun] = useKept<BatchRun<BatchResult> | null>('batch run', () => null)
  // Nobody watches any more, and who comes next may be somebody else.
  useEffect(() => () => run?.stop(), [run])
  const start = (file: Chosen) => {
    const begun =
      'csv' in file ? predictRows(file.csv.rows) : 'fhir' in file ? predictFhir(file.fhir) : null
    setRun(begun)
    begun?.start()
    // The button that had the focus goes.
    heading.current?.focus()
  }
  const choose = (file: Chosen | null) => {
    run?.stop()
    setRun(null)
    setChosen(file)
    if (file === null) heading.current?.focus()
  }
  return (
    <Stack>
      <Title order={2} size="h3" ref={heading} tabIndex={-1} className="batch-title">
        {t('batch.title')}
      </Title>
      {run === null && <FileChoice mayStore={session.institution_id !== null} onChosen={choose} />}
      {chosen !== null && (
        <FileRead
          file={chosen}
          {...(run === null && { onStart: () => start(chosen) })}
          {...(run !== null && { onAnother: () => choose(null) })}
        />
      )}
      {run !== null && chosen !== null && <RunView run={run} file={chosen} />}
    </Stack>
  )
}
