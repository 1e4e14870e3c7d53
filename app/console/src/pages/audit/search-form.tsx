import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { AUDIT_KINDS } from '../../../../audit/audit-kinds.ts'
import { answerOf, api } from '../../api/api.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { type AuditSearch, isPredictionId, isPseudonym } from './audit-search.ts'
import { wordOf } from './row-words.ts'

interface SearchFormProps {
  /** The search the address has; another one begins the form anew. */
  readonly search: AuditSearch
  readonly onSearch: (search: AuditSearch) => void
}

const EMPTY: AuditSearch = {
  kind: '',
  actor: '',
  from: '',
  to: '',
  institution: '',
  prediction: '',
  pseudonym: '',
}

/** What is wrong with a search, by field. `mayName` patients by their ids: those of one's own institution. */
const rules = (t: TFunction<'audit'>, mayName: boolean) => ({
  prediction: (text: string) =>
    text === '' || isPredictionId(text.trim()) ? null : t('search.notPrediction'),
  pseudonym: (text: string) =>
    mayName || text === '' || isPseudonym(text.trim()) ? null : t('search.notPseudonym'),
  to: (to: string, { from }: AuditSearch) =>
    to !== '' && from !== '' && to < from ? t('search.wrongOrder') : null,
})

/** A patient's id becomes a pseudonym before it could get into an address. */
async function withPseudonym(values: AuditSearch): Promise<AuditSearch> {
  const named = values.pseudonym.trim()
  const trimmed = {
    ...values,
    actor: values.actor.trim(),
    prediction: values.prediction.trim().toLowerCase(),
    pseudonym: named,
  }
  if (named === '' || isPseudonym(named)) return trimmed
  const told = await answerOf(api.POST('/api/v1/pseudonyms', { body: { patient_id: named } }))
  return { ...trimmed, pseudonym: told.pseudonym }
}

/** What rows are looked for. */
export function SearchForm({ search, onSearch }: SearchFormProps) {
  const { t } = useTranslation('audit')
  const { session } = useSession()
  const mayName = session.institution_id !== null
  const form = useForm({ initialValues: search, validate: rules(t, mayName) })
  const asked = useMutation({ mutationFn: withPseudonym, onSuccess: onSearch })
  return (
    <form onSubmit={form.onSubmit((values) => asked.mutate(values))} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
          <NativeSelect
            label={t('search.kind')}
            data={[
              { value: '', label: t('search.allKinds') },
              ...AUDIT_KINDS.map((value) => ({ value, label: wordOf(t, 'kinds', value) })),
            ]}
            {...form.getInputProps('kind')}
          />
          <TextInput label={t('search.from')} type="date" {...form.getInputProps('from')} />
          <TextInput label={t('search.to')} type="date" {...form.getInputProps('to')} />
          {session.role === 'admin' && (
            <InstitutionSelect input={form.getInputProps('institution')} />
          )}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, md: 3 }}>
          <TextInput
            label={t('search.patient')}
            description={t(mayName ? 'search.patientHint' : 'search.pseudonymHint')}
            inputWrapperOrder={BELOW}
            autoComplete="off"
            maxLength={128}
            {...form.getInputProps('pseudonym')}
          />
          <TextInput
            label={t('search.prediction')}
            description={t('search.predictionHint')}
            inputWrapperOrder={BELOW}
            autoComplete="off"
            {...form.getInputProps('prediction')}
          />
          <TextInput
            label={t('search.actor')}
            description={t('search.actorHint')}
            inputWrapperOrder={BELOW}
            autoComplete="off"
            maxLength={256}
            {...form.getInputProps('actor')}
          />
        </SimpleGrid>
        {asked.isError && <Failure error={asked.error} />}
        <Group>
          <Button type="submit" loading={asked.isPending}>
            {t('search.submit')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              form.setValues(EMPTY)
              form.clearErrors()
              onSearch(EMPTY)
            }}
          >
            {t('search.clear')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Hints stand below, so that the fields of a line stand on one height. */
const BELOW: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]

/** One institution or all: administrators read every one's rows. */
function InstitutionSelect({ input }: { input: object }) {
  const { t } = useTranslation('audit')
  const asked = useQuery({
    queryKey: ['institutions'],
    queryFn: () => answerOf(api.GET('/api/v1/institutions')),
  })
  const names = asked.data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <NativeSelect
      label={t('search.institution')}
      data={[{ value: '', label: t('search.allInstitutions') }, ...names]}
      {...input}
    />
  )
}
