// What the body editor knows besides its library: figures and videos by placeholder.
// The server fills the placeholders in; see archive/rich_text.py.

import { Mark, Node, Plugin, updateAttrsDialog } from "django-prose-editor/editor";

const gettext = window.gettext || ((text) => text);

// The rows of the figures below the body, each as the value of one of its fields.
const figureRows = () =>
  [...document.querySelectorAll("#figures-group .inline-related:not(.empty-form)")];
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

function rowOf(figureName) {
  return figureRows().find((row) => field(row, "name")?.value === figureName);
}

function freeName() {
  const taken = new Set(figureRows().map((row) => field(row, "name")?.value));
  let number = taken.size + 1;
  while (taken.has(`figure-${number}`)) number += 1;
  return `figure-${number}`;
}

function addRow(values) {
  document.querySelector("#figures-group .add-row a")?.click();
  const row = figureRows().at(-1);
  for (const [name, value] of Object.entries(values)) {
    const input = row && field(row, name);
    if (input) input.value = value;
  }
  return row;
}

function placeholder(className, label, detail) {
  const dom = document.createElement("div");
  dom.className = `placeholder ${className}`;
  dom.contentEditable = "false";
  const strong = document.createElement("strong");
  strong.textContent = label;
  dom.append(strong, ` ${detail}`);
  return dom;
}

const askForFigure = updateAttrsDialog(
  {
    alt: {
      title: gettext("What does the picture show?"),
      description: gettext("For those who do not see it. Say what matters here."),
      required: true,
    },
    caption: { title: gettext("Caption") },
    credit: { title: gettext("Credit") },
  },
  { title: gettext("New figure"), submitText: gettext("Place it here") },
);

const askForVideo = updateAttrsDialog(
  { url: { title: gettext("Address of the video"), format: "url", required: true } },
  { title: gettext("New video"), submitText: gettext("Place it here") },
);

export const ArchiveFigure = Node.create({
  name: "archiveFigure",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      name: {
        parseHTML: (element) => element.dataset.figure,
        renderHTML: ({ name }) => ({ "data-figure": name }),
      },
    };
  },

  parseHTML: () => [{ tag: "figure[data-figure]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],

  addNodeView() {
    return ({ node }) => {
      const row = rowOf(node.attrs.name);
      const text = row && (field(row, "caption")?.value || field(row, "credit")?.value);
      const detail = row ? text || node.attrs.name : gettext("is not among the figures below");
      return { dom: placeholder("placeholder-figure", gettext("Figure:"), detail) };
    };
  },

  addCommands() {
    return {
      addFigure:
        () =>
        ({ editor }) => {
          askForFigure(editor, {}).then((said) => {
            if (!said) return;
            const name = freeName();
            const row = addRow({ name, ...said });
            editor.chain().focus().insertContent({ type: this.name, attrs: { name } }).run();
            row?.scrollIntoView({ block: "center" });
            row?.querySelector('input[type="file"]')?.focus();
          });
          return true;
        },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "archiveFigure",
      groups: "nodes",
      button: buttons.material("image", gettext("Figure")),
      command: (editor) => editor.chain().addFigure().run(),
    });
  },
});

// The id in the address of a video, or null for any other text.
const VIDEO_ADDRESSES = [
  /^https?:\/\/(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/)([\w-]{11})/,
  /^https?:\/\/youtu\.be\/([\w-]{11})/,
  /^https?:\/\/(?:www\.|player\.)?vimeo\.com\/(?:video\/)?(\d{6,12})/,
];

function videoId(text) {
  for (const address of VIDEO_ADDRESSES) {
    const found = address.exec(text.trim());
    if (found) return found[1];
  }
  return null;
}

export const ArchiveVideo = Node.create({
  name: "archiveVideo",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      video: {
        parseHTML: (element) => element.dataset.video,
        renderHTML: ({ video }) => ({ "data-video": video }),
      },
    };
  },

  parseHTML: () => [{ tag: "figure[data-video]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],

  addNodeView() {
    return ({ node }) => ({
      dom: placeholder("placeholder-video", gettext("Video:"), node.attrs.video),
    });
  },

  addCommands() {
    return {
      addVideo:
        (typed = {}) =>
        ({ editor }) => {
          askForVideo(editor, typed).then((said) => {
            const video = said && videoId(said.url);
            if (video) {
              editor.chain().focus().insertContent({ type: this.name, attrs: { video } }).run();
            } else if (said) {
              alert(gettext("This is no address of a video at YouTube or Vimeo."));
              editor.commands.addVideo(said);
            }
          });
          return true;
        },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "archiveVideo",
      groups: "nodes",
      button: buttons.material("smart_display", gettext("Video")),
      command: (editor) => editor.chain().addVideo().run(),
    });
  },

  // Pasting the address of a video where a paragraph is empty places the video.
  addProseMirrorPlugins() {
    const { editor, name } = this;
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const video = videoId(event.clipboardData?.getData("text/plain") ?? "");
            if (!video || view.state.selection.$from.parent.textContent) return false;
            editor.chain().insertContent({ type: name, attrs: { video } }).run();
            return true;
          },
        },
      }),
    ];
  },
});

const askReaders = updateAttrsDialog(
  {
    ask: {
      title: gettext("What do you ask readers about this passage?"),
      default: gettext("What do you think?"),
      required: true,
    },
  },
  { title: gettext("Ask readers"), submitText: gettext("Ask") },
);

// A passage that readers are asked about; their answers come into the discussion.
export const ArchiveQuestion = Mark.create({
  name: "archiveQuestion",
  inclusive: false,

  addAttributes() {
    const attribute = (name) => ({
      parseHTML: (element) => element.getAttribute(name),
      renderHTML: (attributes) => {
        const value = attributes[name.replace("data-", "")];
        return value ? { [name]: value } : {};
      },
    });
    return { question: attribute("data-question"), ask: attribute("data-ask") };
  },

  parseHTML: () => [{ tag: "mark[data-question]" }],
  renderHTML: ({ HTMLAttributes }) => ["mark", HTMLAttributes, 0],

  addCommands() {
    return {
      askReaders:
        () =>
        ({ editor }) => {
          askReaders(editor, editor.getAttributes(this.name)).then((said) => {
            if (!said) return;
            const question =
              editor.getAttributes(this.name).question ??
              `q-${Date.now().toString(36)}`;
            editor.chain().focus().setMark(this.name, { question, ask: said.ask }).run();
          });
          return true;
        },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "archiveQuestion",
      groups: "marks",
      button: buttons.material("contact_support", gettext("Ask readers about this passage")),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("archiveQuestion"),
      active: (editor) => editor.isActive("archiveQuestion"),
      command: (editor) =>
        editor.isActive("archiveQuestion")
          ? editor.chain().focus().extendMarkRange("archiveQuestion").unsetMark("archiveQuestion").run()
          : editor.chain().askReaders().run(),
    });
  },
});
