// What a person does with a control of the table, what the controls show, and what the server has stored.
window.tools = {
    // The fields of the chosen orders, three of the cells, and two choices of a slot whose order has no fields.
    fields() {
        const bare = ["main", "minor"].filter((slot) => !document.querySelector(`.order-fields[data-slot=${slot}]`));
        const radios = bare.flatMap((slot) => [...document.querySelectorAll(`input[name=${slot}]:enabled`)].slice(0, 2));
        const cells = [...document.querySelectorAll(".cell:enabled")].slice(0, 3);
        return [...document.querySelectorAll(".order-fields :is(input, select)"), ...cells, ...radios];
    },
    slots: () => [...document.querySelectorAll(".composer .sentence :is(select, .slot-drop)")],
    act(one, way) {
        if (one.matches("button, [type=checkbox], [type=radio]")) return one.click();
        if (one.type === "range") one.value = way ? one.max : one.min;
        else one.selectedIndex = way ? one.options.length - 1 : Math.min(1, one.options.length - 1);
        if (one.type === "range") one.dispatchEvent(new Event("input", {bubbles: true}));
        one.dispatchEvent(new Event("change", {bubbles: true}));
    },
    shown: (one) => one.type === "radio" ? document.querySelector(`input[name=${one.name}]:checked`).value
        : one.matches("button") ? one.getAttribute("aria-pressed") === "true"
        : one.type === "checkbox" ? one.checked
        : one.type === "range" ? Number(one.value) / 10 : one.value,
    name: (one) => one.querySelector(".cell-n")?.textContent
        ?? one.getAttribute("aria-label") ?? one.closest("label").textContent.trim().split("\n")[0],
    atOnce(both) {
        const wanted = {};
        const all = tools.fields();
        both.forEach((at, step) => {
            const before = wanted[at] ?? tools.shown(all[at]);
            tools.act(all[at], 1 - step);
            wanted[at] = all[at].matches("button") ? !before : tools.shown(all[at]);
        });
        return wanted;
    },
    // What the server says to who opens the page now.
    async stored() {
        const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
        return JSON.parse(page.getElementById("table-snapshot").textContent).view;
    },
    // What the orders panel shows, as an order has it.
    orders() {
        const read = (slot) => {
            const chosen = document.querySelector(`input[name=${slot}]:checked`);
            const cells = slot === "main" && !document.querySelector("input[name=main]")
                ? [...document.querySelectorAll(".cells > *")] : [];
            if (cells.length) return {kind: "cells", fields: cells.flatMap((one, at) => tools.shown(one) ? [at] : [])};
            if (!chosen?.value) return null;
            const fields = chosen.closest("label").nextElementSibling;
            const within = fields?.matches(".order-fields") ? [...fields.querySelectorAll("input, select")] : [];
            return {kind: chosen.value, fields: within.map(tools.shown)};
        };
        return {main: read("main"), minor: read("minor")};
    },
    // The draft in the composer, read from its menus alone, as a move has it.
    draft() {
        const names = {"To whom": "to", "Whom you threaten": "to", "Open until the end of turn": "expires",
            "Who hears it": "public", "Who else sees it and may sign it": "witnesses", "What you demand": "demand",
            "What you will do otherwise": "action", "By which turn": "by", "Breadth of the amnesty": "breadth",
            "Crimes against humanity": "crimes", "Host country": "host", "Safe conduct": "guarantee",
            "What you will do": "kind", "What the other side is to do": "kind"};
        const kinds = {to: (text) => text.split("+"), witnesses: (text) => text ? text.split("+") : [], expires: Number,
            by: Number, breadth: Number, guarantee: Number, public: (text) => text === "true",
            crimes: (text) => text === "true"};
        const read = (all) => Object.fromEntries(all.filter((one) => !one.id && one.matches("select")).map((one) => {
            const name = names[one.getAttribute("aria-label")];
            if (!name) throw new Error(`a menu that is not known: ${one.getAttribute("aria-label")}`);
            return [name, kinds[name] ? kinds[name](one.value) : one.value || null];
        }));
        const lists = [...document.querySelectorAll(".composer .terms")].map((list) => [...list.querySelectorAll("li")]
            .map((one) => read([...one.querySelectorAll("select")])).filter((one) => one.kind));
        const own = read(tools.slots().filter((one) => !one.closest(".terms")));
        return lists.length ? {...own, asks: lists[0], terms: lists[1]} : own;
    },
    pick(id, kind) {
        const one = document.getElementById(id);
        one.value = kind;
        one.dispatchEvent(new Event("change", {bubbles: true}));
        return tools.drawn();
    },
    // The page is drawn in a microtask, which comes before what waits here.
    async drawn() {
        for (let step = 0; step < 4; step += 1) await null;
    },
    async begin(kind, {to, asks = [], terms = []}) {
        tools.press("Start again");
        tools.press("Change");
        document.getElementById(`write-${kind}`).click();
        await tools.drawn();
        const whom = tools.slots()[0];
        whom.value = to;
        whom.dispatchEvent(new Event("change", {bubbles: true}));
        await tools.drawn();
        for (const one of asks) await tools.pick("add-does", one);
        for (const one of terms) await tools.pick("add-will", one);
    },
    kept: (kind) => JSON.parse(sessionStorage.getItem(`offramp:table:${location.pathname.split("/").at(-2)}`))[kind],
    // One control with each other after it. Returns what went wrong: a draft that is not what the menus show.
    async afterOne(kind, base, first) {
        const wrong = [];
        for (let second = 0; ; second += 1) for (const together of [true, false]) {
            await tools.begin(kind, base);
            const all = tools.slots();
            if (second >= all.length) return wrong;
            const name = `${tools.name(all[first])}, then ${tools.name(all[second])}, ${together}`;
            tools.act(all[first], 1);
            const set = tools.shown(all[first]);
            if (!together) await tools.drawn();
            const one = together ? all[second] : tools.slots()[second] ?? all[first];
            const plain = [all[first], one].every((each) => !each.matches("button, [id]"));
            tools.act(one, 0);
            const then = tools.shown(one);
            await tools.drawn();
            const kept = tools.kept(kind);
            const shown = tools.draft();
            const differ = Object.keys(shown).filter((each) => JSON.stringify(shown[each]) !== JSON.stringify(kept[each])
                && !(Array.isArray(shown[each]) && tools.same(shown[each], kept[each])));
            if (differ.length) wrong.push([name, differ, shown, kept]);
            const lost = second !== first && plain && tools.shown(all[first]) !== set && !tools.moves(one);
            const other = together && tools.moves(all[first]);
            if (lost || (!other && one.isConnected && one.matches("select:not([id])") && tools.shown(one) !== then))
                wrong.push([name, "is not shown as it was set", set, tools.shown(all[first]), then, tools.shown(one)]);
        }
    },
    // What may rightly change the menus beside it: who is addressed, and which undertaking it is.
    moves: (one) => /whom|What you will do$|What the other side|What you demand/i.test(one.getAttribute("aria-label")),
    // All that the menus show is held. An undertaking "after the transition" has a date that is not shown.
    same: (shown, kept) => shown.length === kept.length && shown.every((one, at) => typeof one === "object"
        ? Object.entries(one).every(([name, value]) => kept[at][name] === value) : kept.includes(one)),
    // One control changed, and the move sent. Returns what the menus showed and what the server has.
    async sendChanged(kind, base, at) {
        await tools.begin(kind, base);
        tools.act(tools.slots()[at], 1);
        await tools.drawn();
        const draft = tools.draft();
        tools.press("Read it back");
        await tools.drawn();
        const button = [...document.querySelectorAll(".composer .button-primary")].at(-1);
        const sent = new Promise((done) => {
            const watch = new MutationObserver(() => {
                if (document.querySelector("[data-pending]")) return;
                watch.disconnect();
                done();
            });
            watch.observe(document.querySelector("[data-part=stream]"), {subtree: true, childList: true});
        });
        button.click();
        await sent;
        const view = await tools.stored();
        const mine = kind === "offer" ? view.offers.map((one) => one.offer).filter((one) => one.status !== "withdrawn")
            : view.ledger.filter((one) => one.kind === "threat");
        for (const one of document.querySelectorAll(".panel-talk .deal button"))
            if (one.textContent.trim() === "Withdraw") one.click();
        return [draft, mine.at(-1)];
    },
    press: (word) => [...document.querySelectorAll(".composer button")].find((one) => one.textContent.trim() === word)?.click(),
    labels: () => [...document.querySelectorAll(".level")].every((one) =>
        one.querySelector("output").textContent === `${Number(one.querySelector("input").value)} of 10`),
};
