package dev.vmsh.shell.render;

/** What the page of a comparison looks like and does; nothing of it comes from anywhere else. */
final class TableDiffPage {
    static final String STYLE = """
            :root {
              color-scheme: light; --back: #f5f6f8; --card: #ffffff; --text: #1c2430; --soft: #5d6878; --line: #dde2e9; --head: #f0f3f7;
              --full: #2f9e63; --partial: #e0912f; --source: #d0454c; --target: #3b76d8; --was: #fdecec; --is: #e8f6ee;
              --was-mark: #f6b9bb; --is-mark: #a9e0bf; --accent: #3b5bdb; --shadow: 0 1px 2px rgb(20 30 50 / 6%), 0 4px 16px rgb(20 30 50 / 5%);
            }
            :root[data-theme=dark] {
              color-scheme: dark; --back: #0e1218; --card: #171d26; --text: #e4e9f1; --soft: #97a3b4; --line: #2a3340; --head: #1d2530;
              --full: #45b97c; --partial: #e9a54b; --source: #ef6b70; --target: #6c9df0; --was: #35191d; --is: #14301f;
              --was-mark: #7c2b33; --is-mark: #1f6a40; --accent: #8ea4ff; --shadow: 0 1px 2px rgb(0 0 0 / 40%);
            }
            * { box-sizing: border-box; }
            html { scroll-padding-top: 4.5rem; scroll-behavior: smooth; }
            body { margin: 0; font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); background: var(--back); }
            main, .bar-top > div { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem; }
            .bar-top { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); }
            .bar-top > div { display: flex; gap: .75rem; align-items: center; min-height: 3.5rem; flex-wrap: wrap; }
            .bar-top strong { font-size: 1.05rem; margin-right: auto; }
            h1 { font-size: 1.7rem; line-height: 1.25; margin: 2rem 0 .25rem; letter-spacing: -.01em; }
            h1 .to { color: var(--soft); font-weight: 400; padding: 0 .35rem; }
            h2 { font-size: 1.2rem; margin: 0; overflow-wrap: anywhere; }
            h3 { font-size: .9rem; letter-spacing: .02em; color: var(--soft); margin: 1.6rem 0 .5rem; font-weight: 600; }
            .soft { color: var(--soft); } .small { font-size: .87rem; }
            code, td.v, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .86rem; }
            input[type=search] { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .7rem; width: 17rem; max-width: 100%; }
            button, .check { font: inherit; font-size: .9rem; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .7rem; cursor: pointer; }
            :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
            .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .8rem; margin: 1.25rem 0; }
            .card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .8rem 1rem; box-shadow: var(--shadow); }
            .card b { display: block; font-size: 1.55rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
            section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); margin: 1.1rem 0; padding: 1.1rem 1.25rem 1.25rem; }
            section > header { display: flex; gap: .7rem; align-items: center; flex-wrap: wrap; margin-bottom: .4rem; }
            .badge { font-size: .78rem; font-weight: 600; border-radius: 1rem; padding: .1rem .6rem; color: #fff; background: var(--full); }
            .badge.differs { background: var(--source); }
            :root[data-theme=dark] .badge { color: #10151c; }
            .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { padding: .38rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
            tbody tr:last-child td { border-bottom: 0; }
            tbody.pair:not(:last-child) tr:last-child td { border-bottom: 1px solid var(--line); }
            th { background: var(--head); font-size: .82rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            td.v { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 6rem; max-width: 34rem; }
            td:has(.stack), td:has(.meter) { vertical-align: middle; }
            td a { color: var(--accent); text-decoration: none; } td a:hover { text-decoration: underline; }
            .was { background: var(--was); } .is { background: var(--is); }
            mark { color: inherit; border-radius: .2rem; padding: 0 .05rem; } .was mark { background: var(--was-mark); } .is mark { background: var(--is-mark); }
            .null { color: var(--soft); font-style: italic; }
            .stack { display: flex; height: .75rem; min-width: 9rem; border-radius: .4rem; overflow: hidden; background: var(--line); }
            .stack i { display: block; min-width: 3px; } .stack .f { background: var(--full); } .stack .p { background: var(--partial); } .stack .s { background: var(--source); } .stack .t { background: var(--target); }
            .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .9rem; }
            .legend li::before { content: ""; display: inline-block; width: .65rem; height: .65rem; border-radius: .2rem; margin-right: .4rem; background: var(--c); }
            .meter { display: block; height: .6rem; min-width: 8rem; background: var(--full); border-radius: .3rem; overflow: hidden; } .meter i { display: block; height: 100%; min-width: 2px; margin-left: auto; background: var(--source); }
            .meter.clean i { display: none; }
            .chips { display: flex; flex-wrap: wrap; gap: .4rem; } .chip { border: 1px solid var(--line); border-radius: .45rem; padding: .1rem .55rem; } .chip.a { background: var(--is); } .chip.r { background: var(--was); }
            ul.notes { margin: 1rem 0 0; padding: .6rem 1rem .6rem 2rem; border-radius: .5rem; background: var(--head); font-size: .92rem; }
            .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 0 1.2rem; } .sides > div { min-width: 0; }
            #none { text-align: center; color: var(--soft); padding: 3rem 0; } [hidden] { display: none !important; }
            footer { color: var(--soft); font-size: .85rem; padding: 1rem 0 3rem; }
            @media print { .bar-top { display: none; } section { break-inside: avoid; box-shadow: none; } }
            """;

    /** Before anything is drawn, so that the page does not flash in the other theme. */
    static final String THEME = """
            const dark = matchMedia('(prefers-color-scheme: dark)');
            let chosen = null;
            try { chosen = localStorage.getItem('vmsh-theme'); } catch (noStorage) { chosen = null; }
            const show = () => { document.documentElement.dataset.theme = chosen || (dark.matches ? 'dark' : 'light'); };
            dark.addEventListener('change', show);
            show();
            """;

    static final String SCRIPT = """
            document.getElementById('theme').addEventListener('click', () => {
              chosen = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
              try { localStorage.setItem('vmsh-theme', chosen); } catch (noStorage) { /* until the page is closed */ }
              show();
            });
            const search = document.getElementById('search');
            const differing = document.getElementById('differing');
            const none = document.getElementById('none');
            const filter = () => {
              const wanted = search.value.trim().toLowerCase();
              const has = element => element.textContent.toLowerCase().includes(wanted);
              let shown = 0;
              document.querySelectorAll('section[data-report]').forEach(section => {
                const named = has(section.querySelector('header'));
                let found = named;
                section.querySelectorAll('[data-row]').forEach(row => {
                  const hit = named || has(row);
                  row.hidden = !hit;
                  found = found || hit;
                });
                section.hidden = !found || (differing.checked && section.dataset.report === 'same');
                shown += section.hidden ? 0 : 1;
              });
              document.querySelectorAll('tr[data-model]').forEach(row => {
                const section = document.getElementById(row.dataset.model);
                row.hidden = section ? section.hidden : !has(row);
              });
              none.hidden = shown > 0 || (!wanted && !differing.checked);
            };
            search.addEventListener('input', filter);
            differing.addEventListener('change', filter);
            addEventListener('keydown', event => {
              if (event.key === '/' && document.activeElement !== search) { event.preventDefault(); search.focus(); }
            });
            """;

    private TableDiffPage() {}
}
