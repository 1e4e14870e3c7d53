import { Anchor, Stack, Textarea, type TextInputProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useKept } from '../../kept/use-kept.ts'
import { NumberInput } from './number-input.tsx'
import { countListed } from './patient-input.ts'

interface CountInputProps extends TextInputProps {
  /** Tells two of these apart. */
  readonly name: string
  /** Takes the number of things in the list. */
  readonly onCounted: (count: string) => void
}

/** A number of things, typed or counted from a list whose names never leave this page. */
export function CountInput({ name, onCounted, ...props }: CountInputProps) {
  const { t } = useTranslation('predict')
  const [list, setList] = useKept(`list of ${name}`, () => '')
  const [isOpen, { toggle }] = useDisclosure(list !== '')
  return (
    <Stack gap={4}>
      <NumberInput {...props} />
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="start"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        {t(isOpen ? 'list.close' : 'list.open', { things: props.label })}
      </Anchor>
      {isOpen && (
        <Textarea
          label={t('list.label', { things: props.label })}
          description={t('list.help')}
          autosize
          minRows={2}
          maxRows={8}
          value={list}
          onChange={({ currentTarget: { value } }) => {
            setList(value)
            onCounted(String(countListed(value)))
          }}
        />
      )}
    </Stack>
  )
}
