"""What is asked inside the page itself: its own clock runs no faster than it draws."""

from __future__ import annotations

from scripts.serving import DRAWN

# Counts what the page has sent to its server, and what of it had been sent when the server spoke.
WATCHED = """
window.slmSent = window.slmHeard = 0;
window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener('message', () => { window.slmHeard = window.slmSent; });
    }
    send(data) {
        window.slmSent += 1;
        super.send(data);
    }
};
"""
# True once the page was drawn, with an answer to all it had sent, four times in a row. Not all that
# is sent has an answer of its own: then a longer calm will do.
SETTLED = f"""() => {{
    window.slmCalm = ({DRAWN})() ? (window.slmCalm || 0) + 1 : 0;
    return window.slmCalm >= (window.slmSent === window.slmHeard ? 4 : 12);
}}"""
# The address changes at once, the title only with the run of the page.
ARRIVED = r"""([page, url]) => (!url || location.href === url)
    && document.title.toLowerCase().replace(/[\W_]/g, '')
        .startsWith(page.toLowerCase().replace(/[\W_]/g, ''))"""
SAYS = r"""words => document.querySelector('[data-testid="stMain"]')?.innerText
    .replaceAll('\u00a0', ' ').includes(words)"""
CHOSEN = r"""([key, option]) => {
    const plain = text => text.replaceAll('\u00a0', ' ');
    const box = document.querySelector(`.st-key-${key}`);
    return !!box && [box.innerText, ...[...box.querySelectorAll('input')].map(each => each.value)]
        .some(text => plain(text).includes(plain(option)));
}"""
SELECTED = """([grid, column]) => [...document.querySelectorAll(`${grid} [aria-selected=true]`)]
    .some(cell => cell.getAttribute('aria-colindex') === column)"""
HOLDS = """([grid, column, text]) => [...document.querySelectorAll(`${grid} [role=gridcell]`)]
    .some(cell => cell.getAttribute('aria-colindex') === column && cell.innerText === text)"""
# A table hands over what was typed by a timer, and timers of a page end in the order of their ends.
HANDED_OVER = "() => new Promise(done => setTimeout(done, 1000))"
