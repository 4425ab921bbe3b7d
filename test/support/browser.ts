import { type Browser, chromium } from 'playwright-core';
import { installedProgram } from '../../infra/servers/installed-program.ts';

/** Nothing but the pages a test opens: no look for updates, no first steps, no account, and TCP only. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Headless Chromium with a profile of its own that is gone when it closes. Where there is no Chromium or Chrome on the
 * PATH, root on a machine with apt-get installs Debian's. Throws with the one line to type otherwise.
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = installedProgram({
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debian_package: 'chromium',
    advice: { macos: 'brew install --cask chromium', elsewhere: 'the package chromium of your system' },
    say: (line) => console.log(line),
  });
  // Chromium's sandbox refuses to work for root.
  return chromium.launch({ executablePath, args: QUIET, chromiumSandbox: process.getuid?.() !== 0 });
}
