// What a browser does that translates a page: each text node gives way to an element with the words in another language,
// in the page and in all that comes to it later. Here the other language is the same words between two marks.
{
    const skipped = "script, style, textarea, noscript, [translate=no], .notranslate";
    const done = new WeakSet();

    const translate = (text) => {
        const parent = text.parentElement;
        if (!parent || !text.data.trim() || done.has(text) || parent.closest(skipped)) return;
        const outer = document.createElement("font");
        const inner = document.createElement("font");
        const words = document.createTextNode(text.data.replace(/^(\s*)(.*?)(\s*)$/s, "$1‹$2›$3"));
        done.add(words);
        inner.append(words);
        outer.append(inner);
        text.replaceWith(outer);
        window.translated = (window.translated ?? 0) + 1;
    };

    const all = (root) => {
        if (root.nodeType === Node.TEXT_NODE) return translate(root);
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) found.push(texts.currentNode);
        found.forEach(translate);
    };

    addEventListener("DOMContentLoaded", () => {
        all(document.body);
        new MutationObserver((changes) => {
            for (const one of changes) {
                if (one.type === "characterData") { done.delete(one.target); translate(one.target); }
                else one.addedNodes.forEach((node) => node.isConnected && all(node));
            }
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
}
