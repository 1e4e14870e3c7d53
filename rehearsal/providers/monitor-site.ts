import { type ProviderMessages, type ResourceMessages, resourceMessages } from '../engine/rpc.ts'
import { SecretTexts } from '../engine/secret-texts.ts'
import {
  asReference,
  asSecret,
  fromStruct,
  type PlainValue,
  type Properties,
  toStruct,
  UNKNOWN,
} from '../engine/wire.ts'
import type {
  ChildRequest,
  ConstructionSite,
  RegisteredChild,
} from '../simulation/construction-site.ts'

/** What is needed of the engine's resource monitor. */
export interface Monitor {
  register(
    request: ResourceMessages.RegisterResourceRequest,
  ): Promise<ResourceMessages.RegisterResourceResponse>
  registerOutputs(request: ResourceMessages.RegisterResourceOutputsRequest): Promise<unknown>
  invoke(request: ResourceMessages.ResourceInvokeRequest): Promise<ProviderMessages.InvokeResponse>
}

interface Constructed {
  readonly urn: string
  readonly request: ProviderMessages.ConstructRequest
  readonly inputs: Properties
  readonly secretPaths: readonly string[]
  /** Versions of the packages, by name. */
  readonly versions: ReadonlyMap<string, string>
}

/** A construction site on the real engine. */
export class MonitorSite implements ConstructionSite {
  readonly #monitor: Monitor
  readonly #component: Constructed
  readonly #secrets: SecretTexts

  constructor(monitor: Monitor, component: Constructed) {
    this.#monitor = monitor
    this.#component = component
    this.#secrets = new SecretTexts({
      values: component.inputs,
      secretPaths: component.secretPaths,
    })
  }

  /** Region of the AWS provider that the component's children get. */
  async region(): Promise<string> {
    const provider = this.#component.request.getProvidersMap().get('aws')
    const urn = provider?.slice(0, provider.lastIndexOf('::'))
    const given = urn === undefined ? undefined : (await this.lookUp(urn)).region
    return typeof given === 'string' ? given : ''
  }

  async register(child: ChildRequest): Promise<RegisteredChild> {
    const { type, name, custom = true, parent = this.#component.urn } = child
    const request = new resourceMessages.RegisterResourceRequest()
      .setType(type)
      .setName(name)
      .setCustom(custom)
      .setParent(parent)
      .setObject(toStruct(this.#marked(child.inputs)))
      .setDependenciesList(this.#dependencies(child))
      .setProvider(this.#provider(child))
      .setProtect(this.#component.request.getProtect() ?? false)
      .setIgnorechangesList([...(child.ignoreChanges ?? [])])
      .setRetainondelete(child.retainOnDelete ?? false)
      .setVersion(this.#version(type))
      .setAliasspecs(true)
      .setAcceptsecrets(true)
      .setAcceptresources(true)
    const response = await this.#monitor.register(request)
    const outputs = fromStruct(response.getObject(), 'urn').values
    if (!custom) await this.#close(response.getUrn())
    return { urn: response.getUrn(), type, id: response.getId(), outputs }
  }

  async lookUp(resource: PlainValue | undefined): Promise<Properties> {
    if (resource === undefined || resource === null) return {}
    if (typeof resource !== 'string') return resource as Properties
    if (!resource.startsWith('urn:')) return { id: resource, name: resource }
    const response = await this.#monitor.invoke(
      new resourceMessages.ResourceInvokeRequest()
        .setTok('pulumi:pulumi:getResource')
        .setArgs(toStruct({ urn: resource }))
        .setAcceptresources(true),
    )
    const { values } = fromStruct(response.getReturn(), 'urn')
    return { ...((values.state ?? {}) as Properties), id: values.id ?? '', urn: resource }
  }

  reference(child: RegisteredChild | undefined): PlainValue {
    return child ? asReference(child.urn, child.id) : null
  }

  #close(urn: string): Promise<unknown> {
    return this.#monitor.registerOutputs(
      new resourceMessages.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct({})),
    )
  }

  #provider({ type, custom, provider }: ChildRequest): string {
    if (custom === false || type.startsWith('pulumi:providers:')) return ''
    if (provider) return `${provider.urn}::${provider.id || UNKNOWN}`
    return this.#component.request.getProvidersMap().get(type.split(':')[0] ?? '') ?? ''
  }

  /** With it, the children's default provider is the program's own from the first run on. */
  #version(type: string): string {
    const [name = '', , provided = ''] = type.split(':')
    return this.#component.versions.get(name === 'pulumi' ? provided : name) ?? ''
  }

  #dependencies({ from = [], after = [] }: ChildRequest): string[] {
    const known = this.#component.request.getInputdependenciesMap()
    const given = from.flatMap((key) => known.get(key)?.getUrnsList() ?? [])
    return [...new Set([...given, ...after.map(({ urn }) => urn)])]
  }

  /** Inputs in which the component's secrets are secrets again. */
  #marked(inputs: ChildRequest['inputs']): Properties {
    const given = Object.entries(inputs).filter(([, value]) => value !== undefined)
    return Object.fromEntries(
      given.map(([key, value]) => {
        const plain = value as PlainValue
        return [key, this.#secrets.isIn(plain) ? asSecret(plain) : plain]
      }),
    )
  }
}
