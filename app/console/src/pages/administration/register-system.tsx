import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CLIENT_USES } from '../../../../auth/trusted/trusted-client.ts'
import { ApiError, answerOf, api } from '../../api/api.ts'
import { focusFirstProblem } from '../../forms/focus-first-problem.ts'
import { useInstitutionChoices } from './institutions.ts'
import { KeySource } from './key-source.tsx'
import type { System } from './system.ts'
import {
  fieldErrorsOf,
  hasScopes,
  hasTenant,
  orderOf,
  type TypedSystem,
  takenFields,
} from './system-form.ts'
import { TaskModal } from './task-modal.tsx'
import { useSystemForm } from './use-system-form.ts'

interface RegisterSystemProps {
  /** Those registered: to say which field is taken. */
  readonly systems: readonly System[]
  readonly onDone: (system: System) => void
  readonly onClose: () => void
}

const HINT_BELOW = ['label', 'input', 'description', 'error'] as const

/** Registers a system that signs its requests. */
export function RegisterSystem({ systems, onDone, onClose }: RegisterSystemProps) {
  const { t } = useTranslation('administration')
  const { form, forget } = useSystemForm()
  const register = useMutation({
    mutationFn: (typed: TypedSystem) =>
      answerOf(api.POST('/api/v1/admin/clients', { body: orderOf(typed) })),
    onSuccess: (system) => {
      forget()
      onDone(system)
    },
    onError: (error, typed) => {
      if (!(error instanceof ApiError)) return
      const taken = error.status === 409 ? takenFields(typed, systems) : []
      const errors = {
        ...fieldErrorsOf(error),
        ...Object.fromEntries(taken.map((field) => [field, t(`registerSystem.taken.${field}`)])),
      }
      form.setErrors(errors)
      focusFirstProblem(form)(errors)
    },
  })
  return (
    <TaskModal
      title={t('registerSystem.title')}
      submit={t('registerSystem.submit')}
      isPending={register.isPending}
      error={register.error}
      onSubmit={form.onSubmit((typed) => register.mutate(typed), focusFirstProblem(form))}
      onClose={() => {
        forget()
        onClose()
      }}
    >
      <WhoItIs form={form} />
      <WhatItMay form={form} />
      <KeySource form={form} />
    </TaskModal>
  )
}

/** Name, issuer and institution. */
function WhoItIs({ form }: { form: UseFormReturnType<TypedSystem> }) {
  const { t } = useTranslation('administration')
  const institutions = useInstitutionChoices()
  return (
    <>
      <TextInput
        label={t('systems.name')}
        description={t('registerSystem.nameHint')}
        inputWrapperOrder={[...HINT_BELOW]}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('systems.issuer')}
        description={t('registerSystem.issuerHint')}
        inputWrapperOrder={[...HINT_BELOW]}
        required
        autoComplete="off"
        {...form.getInputProps('issuer')}
      />
      <NativeSelect
        label={t('institution')}
        description={t('registerSystem.institutionHint')}
        inputWrapperOrder={[...HINT_BELOW]}
        required
        data={[{ value: '', label: '' }, ...institutions]}
        {...form.getInputProps('institution')}
      />
    </>
  )
}

/** Uses, and what is asked for the sake of one of them. */
function WhatItMay({ form }: { form: UseFormReturnType<TypedSystem> }) {
  const { t } = useTranslation('administration')
  return (
    <>
      <Checkbox.Group label={t('systems.uses')} required {...form.getInputProps('uses')}>
        <Stack gap="xs" mt="xs" mb={form.errors.uses === undefined ? 0 : 'xs'}>
          {CLIENT_USES.map((use) => (
            <Checkbox
              key={use}
              value={use}
              label={t(`systems.use.${use}`)}
              description={t(`registerSystem.useHint.${use}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {hasScopes(form.values) && (
        <TextInput
          label={t('systems.scopes')}
          description={t('registerSystem.scopesHint')}
          inputWrapperOrder={[...HINT_BELOW]}
          required
          autoComplete="off"
          {...form.getInputProps('scopes')}
        />
      )}
      {hasTenant(form.values) && (
        <TextInput
          label={t('systems.tenant')}
          description={t('registerSystem.tenantHint')}
          inputWrapperOrder={[...HINT_BELOW]}
          autoComplete="off"
          {...form.getInputProps('tenant')}
        />
      )}
    </>
  )
}
