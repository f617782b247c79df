import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']

const usual: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
}

const windows = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
]

const listUsual = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform) => {
  if (platform !== 'win32') return usual[platform] ?? []
  const { PROGRAMFILES, LOCALAPPDATA } = environment
  const folders = [PROGRAMFILES, environment['PROGRAMFILES(X86)'], LOCALAPPDATA]
  return folders.flatMap((folder) => (folder ? windows.map((path) => join(folder, path)) : []))
}

const isProgram = (path: string) => existsSync(path) && statSync(path).isFile()

/**
 * A Chromium, or a browser made of it: the one that `CHROMIUM` names, or else one that stands where they are installed
 * or is a command. Undefined where there is none, and where `CHROMIUM` names nothing that is there, such as `none`.
 */
export const findChromium = (
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined => {
  const { CHROMIUM, PATH = '' } = environment
  const ending = platform === 'win32' ? '.exe' : ''
  const inPath = PATH.split(delimiter).flatMap((folder) =>
    folder ? commands.map((command) => join(folder, command + ending)) : [],
  )
  const named = CHROMIUM ? [CHROMIUM] : [...listUsual(environment, platform), ...inPath]
  return named.find(isProgram)
}
